package io.redress.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a benchmark has found: printed as it comes, and kept as Markdown. */
final class Report {

  private final StringBuilder markdown = new StringBuilder();

  void heading(String text) {
    add("## " + text);
  }

  void text(String text) {
    add(text);
  }

  /** The first row is the header; the first column holds words, the others figures. */
  void table(List<List<String>> rows) {
    var widths = IntStream.range(0, rows.get(0).size())
        .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
    var lines = new ArrayList<String>();
    rows.forEach(row -> lines.add(IntStream.range(0, widths.length)
        .mapToObj(column -> (column == 0 ? "%-" : "%").concat(widths[column] + "s").formatted(row.get(column)))
        .collect(Collectors.joining(" | ", "| ", " |"))));
    lines.add(1, IntStream.range(0, widths.length)
        .mapToObj(column -> column == 0 ? "-".repeat(widths[column]) : "-".repeat(widths[column] - 1) + ":")
        .collect(Collectors.joining(" | ", "| ", " |")));
    add(String.join("\n", lines));
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, markdown);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  private void add(String block) {
    System.out.println(block + "\n");
    markdown.append(block).append("\n\n");
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
