package io.redress.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code java -jar redress.jar import FILE}: the import of an order export from a terminal, with a progress bar.
 *
 * <p>It sends the file to a running Redress, so it works from any machine and never competes for the database. Ends with 0 when
 * every row came in, 1 when rows were refused, 2 when nothing was imported.
 */
public final class ImportCommand {

  private static final String USAGE = """
      Imports an order export (CSV or XLSX) of the merchant back office into a running Redress.

        java -jar redress.jar import FILE [--merchant=ID] [--buyer=ID] [--url=http://localhost:8080] [--user=shop]

        --merchant  whose orders these are, where the file has no column 商家ID
        --buyer     who bought them, where the file has no column 买家ID or a masked one
        --user      a user with the role integration; its password is read from the environment variable REDRESS_PASSWORD,
                    or asked for
      """;
  private static final List<String> OPTIONS = List.of("merchant", "buyer", "url", "user");
  private static final int WIDTH = 30;
  private static final int MOST_SHOWN = 50;
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private final PrintStream err;
  private final String password;
  private final boolean drawing;

  ImportCommand(PrintStream out, PrintStream err, String password, boolean drawing) {
    this.out = out;
    this.err = err;
    this.password = password;
    this.drawing = drawing;
  }

  /** @param arguments without the word import; answers the exit code */
  public static int run(List<String> arguments) {
    var password = System.getenv("REDRESS_PASSWORD");
    if (password == null && System.console() != null && arguments.stream().anyMatch(argument -> !argument.startsWith("--"))) {
      var typed = System.console().readPassword("Password: ");
      password = typed == null ? null : new String(typed);
    }
    return new ImportCommand(System.out, System.err, password, System.console() != null).execute(arguments);
  }

  int execute(List<String> arguments) {
    var options = new HashMap<String, String>();
    var files = new ArrayList<String>();
    for (var argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        files.add(argument);
      } else if (equals > 2 && OPTIONS.contains(argument.substring(2, equals))) {
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else {
        return failed(argument + " is no option of this command.\n\n" + USAGE);
      }
    }
    if (files.size() != 1) {
      return failed(USAGE);
    }
    if (password == null || password.isEmpty()) {
      return failed("Set the environment variable REDRESS_PASSWORD to the password of the user.");
    }
    var file = Path.of(files.get(0));
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return failed("There is no readable file " + file + ".");
    }
    try {
      return upload(file, options);
    } catch (IllegalArgumentException e) {
      return failed("The address " + options.get("url") + " is none: " + e.getMessage());
    } catch (IOException e) {
      return failed("The import failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("Interrupted; the server may still be importing.");
    }
  }

  private int upload(Path file, Map<String, String> options) throws IOException, InterruptedException {
    var base = options.getOrDefault("url", "http://localhost:8080").replaceAll("/+$", "");
    var login = "Basic " + Base64.getEncoder()
        .encodeToString((options.getOrDefault("user", "shop") + ":" + password).getBytes(StandardCharsets.UTF_8));
    var importId = UUID.randomUUID().toString();
    var query = new StringBuilder("?importId=" + importId);
    for (var name : List.of("merchant", "buyer")) {
      if (options.containsKey(name)) {
        query.append('&').append(name).append("Id=").append(URLEncoder.encode(options.get(name), StandardCharsets.UTF_8));
      }
    }
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).version(HttpClient.Version.HTTP_1_1).build();
    long size = Files.size(file);
    var sent = new AtomicLong();
    var boundary = "redress-" + importId;
    var answer = client.sendAsync(HttpRequest.newBuilder(URI.create(base + "/api/orders/import" + query))
        .header("Authorization", login)
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .header("Accept", "application/json")
        // with its length, so that a file that is too large is refused at once
        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> multipart(file, boundary, sent)),
            head(boundary).length() + size + tail(boundary).length())).build(), BodyHandlers.ofString());
    var progress = HttpRequest.newBuilder(URI.create(base + "/api/orders/imports/" + importId))
        .header("Authorization", login).timeout(Duration.ofSeconds(10)).build();
    while (!isAnswered(answer)) {
      if (sent.get() < size) {
        draw("sending", sent.get(), size, "");
      } else {
        poll(client, progress);
      }
    }
    try {
      return report(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConnectException) {
        return failed("Nobody answers at " + base + ". Is Redress running there?");
      }
      throw new IOException(e.getCause().getMessage() == null ? e.getCause().toString() : e.getCause().getMessage(), e);
    }
  }

  private static boolean isAnswered(CompletableFuture<?> answer) throws InterruptedException {
    try {
      answer.get(300, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private void poll(HttpClient client, HttpRequest progress) throws InterruptedException {
    try {
      var response = client.send(progress, BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        var state = JSON.readTree(response.body());
        int done = state.path("done").asInt();
        if (state.path("total").isNumber()) {
          draw("importing", done, state.path("total").asInt(), done + " of " + state.path("total").asInt() + " rows");
        } else {
          draw("checking", 0, 1, done + " rows");
        }
      }
    } catch (IOException e) {
      // the bar only stands still; the import's own answer says what is wrong
      return;
    }
  }

  private void draw(String what, long done, long all, String detail) {
    if (!drawing) {
      return;
    }
    int filled = all == 0 ? 0 : (int) (WIDTH * Math.min(done, all) / all);
    err.printf("\r%-10s [%s%s] %3d %%  %-30s", what, "#".repeat(filled), ".".repeat(WIDTH - filled),
        all == 0 ? 0 : 100 * Math.min(done, all) / all, detail);
    err.flush();
  }

  private int report(HttpResponse<String> response) throws IOException {
    if (drawing) {
      err.print("\r" + " ".repeat(WIDTH + 50) + "\r");
    }
    if (response.statusCode() != 200) {
      return failed(switch (response.statusCode()) {
        case 401 -> "The user or the password is wrong.";
        case 403 -> "This user may not import orders: it needs the role integration.";
        default -> "Nothing was imported (" + response.statusCode() + "): " + detail(response.body());
      });
    }
    var report = JSON.readTree(response.body());
    out.printf("%d rows: %d new, %d changed, %d unchanged, %d refused%n", report.path("total").asInt(), report.path("new").asInt(),
        report.path("changed").asInt(), report.path("unchanged").asInt(), report.path("refusedCount").asInt());
    int shown = 0;
    for (var refusal : report.path("refused")) {
      if (shown++ == MOST_SHOWN) {
        out.printf("  … and %d more%n", report.path("refusedCount").asInt() - MOST_SHOWN);
        break;
      }
      out.printf("  row %d, %s: %s%n", refusal.path("row").asInt(), refusal.path("column").asText(), refusal.path("reason").asText());
    }
    return report.path("refusedCount").asInt() == 0 ? 0 : 1;
  }

  private static String detail(String body) {
    try {
      JsonNode problem = JSON.readTree(body);
      return problem.path("detail").asText(problem.path("title").asText(""));
    } catch (IOException e) {
      return "the answer is not from Redress.";
    }
  }

  private int failed(String why) {
    err.println(why);
    return 2;
  }

  private static InputStream multipart(Path file, String boundary, AtomicLong sent) {
    try {
      var content = new FilterInputStream(Files.newInputStream(file)) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          sent.addAndGet(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int read = super.read(buffer, offset, length);
          sent.addAndGet(Math.max(read, 0));
          return read;
        }
      };
      return new SequenceInputStream(Collections.enumeration(List.of(bytes(head(boundary)), content, bytes(tail(boundary)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(String boundary) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"export\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n";
  }

  private static String tail(String boundary) {
    return "\r\n--" + boundary + "--\r\n";
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
