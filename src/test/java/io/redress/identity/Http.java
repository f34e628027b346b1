package io.redress.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** A client over real HTTP: with a password on every request, or with a browser's cookies. */
class Http {

  private final String origin;
  private final String authorization;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;

  private Http(int port, String authorization) {
    this.origin = "http://localhost:" + port;
    this.authorization = authorization;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).version(HttpClient.Version.HTTP_1_1).build();
  }

  static Http anonymous(int port) {
    return new Http(port, null);
  }

  static Http as(int port, String user) {
    return as(port, user, user);
  }

  static Http as(int port, String user, String password) {
    return new Http(port, "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
  }

  /** A browser's session after the sign-in form of our page. */
  static Http signedIn(int port, String user) {
    var http = anonymous(port);
    http.get("/api/me");
    var answer = http.form("/login", user, user, "X-REDRESS-CSRF", http.cookie("REDRESS-CSRF"));
    if (answer.statusCode() != 204) {
      throw new IllegalStateException("no login: " + answer.statusCode() + " " + answer.body());
    }
    return http;
  }

  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name)).map(cookie -> cookie.getValue()).reduce((first, last) -> last).orElse("");
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    return send(request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> put(String path, String json, String... headers) {
    return send(request(path, headers).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> send(String method, String path, String json, String... headers) {
    return send(request(path, headers).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
  }

  HttpResponse<String> form(String path, String user, String password, String... headers) {
    var body = "username=" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    return send(request(path, headers).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> raw(String path, String type, HttpRequest.BodyPublisher body, String... headers) {
    return send(request(path, headers).header("Content-Type", type).POST(body));
  }

  /** A deployment as Modeler sends it. */
  HttpResponse<String> deploy(String path, String file, String content) {
    var boundary = UUID.randomUUID().toString();
    var body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\ntest\r\n--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + content + "\r\n--" + boundary + "--\r\n";
    return raw(path, "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(origin + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
