import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds or tests the pages with the npm on the PATH, and does nothing when nothing has changed since the last time.
 * Maven starts it in this directory: {@code java Build.java build|test TARGET-DIRECTORY}.
 */
class Build {

  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
  private static final Path STAMP_OF_PACKAGES = Path.of("node_modules", ".redress-packages");

  public static void main(String[] arguments) throws Exception {
    var task = arguments[0];
    var target = Path.of(arguments[1]);
    var stamp = target.resolve("pages-" + task + ".stamp");
    var sources = digest(sources());
    var there = task.equals("test") || Files.exists(target.resolve("classes/static/index.html"));
    if (there && Files.exists(stamp) && Files.readString(stamp).equals(sources)) {
      System.out.println("The pages have not changed: nothing to " + task + ".");
      return;
    }
    needNpm();
    var packages = digest(List.of(Path.of("package.json"), Path.of("package-lock.json")));
    if (!Files.exists(STAMP_OF_PACKAGES) || !Files.readString(STAMP_OF_PACKAGES).equals(packages)) {
      npm("ci", "--no-audit", "--no-fund");
      Files.writeString(STAMP_OF_PACKAGES, packages);
    }
    npm("run", task);
    Files.createDirectories(target);
    Files.writeString(stamp, sources);
  }

  private static void needNpm() throws InterruptedException {
    try {
      if (run("--version") == 0) {
        return;
      }
    } catch (IOException e) {
      // said below
    }
    fail("The pages need Node.js 20.19 or newer with npm on the PATH, and there is none. Install it, or leave the pages out with -Dskip.web=true.");
  }

  private static void npm(String... arguments) throws IOException, InterruptedException {
    if (run(arguments) != 0) {
      fail("npm " + String.join(" ", arguments) + " failed in " + Path.of("").toAbsolutePath() + "; the reason is above.");
    }
  }

  private static int run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(WINDOWS ? "npm.cmd" : "npm"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }

  private static List<Path> sources() throws IOException {
    var files = new ArrayList<Path>();
    for (var part : List.of("src", "test", "public")) {
      try (Stream<Path> found = Files.walk(Path.of(part))) {
        found.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    try (Stream<Path> found = Files.list(Path.of(""))) {
      found.filter(Files::isRegularFile).forEach(files::add);
    }
    return files.stream().sorted().toList();
  }

  private static String digest(List<Path> files) throws NoSuchAlgorithmException {
    var sha = MessageDigest.getInstance("SHA-256");
    for (var file : files) {
      try {
        sha.update(file.toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
        sha.update(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
