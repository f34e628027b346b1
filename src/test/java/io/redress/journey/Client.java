package io.redress.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Somebody's program that talks to the API with a user's password (HTTP Basic), or without any. */
final class Client {

  /** @param location the header, or null */
  record Answer(int status, JsonNode body, String location, String contentType) {

    String text(String field) {
      return body.path(field).asText(null);
    }

    List<JsonNode> items() {
      return StreamSupport.stream(body.path("items").spliterator(), false).toList();
    }

    /** The fields that were refused, in the answer's order. */
    List<String> refusedFields() {
      return StreamSupport.stream(body.path("errors").spliterator(), false).map(error -> error.path("field").asText()).toList();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  private final String authorization;

  private Client(int port, String authorization) {
    this.port = port;
    this.authorization = authorization;
  }

  static Client of(int port, String user) {
    return new Client(port,
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
  }

  static Client withoutLogin(int port) {
    return new Client(port, null);
  }

  Answer get(String path) {
    return send("GET", path, null, null);
  }

  Answer put(String path, Object body) {
    return send("PUT", path, "application/json", json(body));
  }

  Answer patch(String path, Object body) {
    return send("PATCH", path, "application/json", json(body));
  }

  Answer post(String path, Object body, String... headers) {
    return send("POST", path, "application/json", json(body), headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, null, null);
  }

  /** Sends a body as it is, well-formed or not. */
  Answer postRaw(String path, String body) {
    return send("POST", path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  Answer upload(String path, String fileName, byte[] content) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
        + "\"\r\nContent-Type: text/csv\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.UTF_8));
    return send("POST", path, "multipart/form-data; boundary=part", body.toByteArray());
  }

  /** What comes, byte for byte. */
  HttpResponse<byte[]> download(String path) {
    return sent(request("GET", path, null, null), BodyHandlers.ofByteArray());
  }

  Answer complete(JsonNode task, Map<String, ?> values) {
    return post("/api/tasks/" + task.path("taskId").asText() + "/completion", values);
  }

  /** The caller's own open steps of a case. */
  List<JsonNode> tasks(String caseId) {
    return get("/api/tasks?caseId=" + caseId).items();
  }

  private Answer send(String method, String path, String contentType, byte[] body, String... headers) {
    var answer = sent(request(method, path, contentType, body, headers), BodyHandlers.ofString());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    try {
      return new Answer(answer.statusCode(), type.contains("json") ? JSON.readTree(answer.body()) : JSON.missingNode(),
          answer.headers().firstValue("Location").orElse(null), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  private HttpRequest request(String method, String path, String contentType, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> how) {
    try {
      return HTTP.send(request, how);
    } catch (IOException e) {
      throw new IllegalStateException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] json(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
