package io.redress.order;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Order exports as the back office writes them, for tests. */
public final class Exports {

  public static final List<String> HEADERS = List.of("商品", "订单号", "订单状态", "商品数量(件)", "是否审核中", "支付时间", "订单成交时间", "承诺发货时间",
      "承诺送达时间", "发货时间", "确认收货时间", "商品id", "商品规格", "样式ID", "商品一级类目", "商品二级类目", "商品三级类目", "商品四级类目", "商家编码-规格维度",
      "商家编码-商品维度", "商家备注", "买家留言", "售后状态", "商品总价(元)", "邮费(元)", "店铺优惠折扣(元)", "平台优惠折扣(元)", "多多支付立减金额(元)", "上门安装费(元)",
      "送货入户费(元)", "送货入户并安装费(元)", "用户实付金额(元)", "商家实收金额(元)", "快递单号", "快递公司", "省", "市", "区", "街道/镇", "支付方式", "订单来源");

  private static final Pattern QUOTED = Pattern.compile("[\",\n]");

  private Exports() {}

  /** A good row, shipped and received, with some of its cells replaced. */
  public static Map<String, String> row(String orderId, String... replaced) {
    var row = new LinkedHashMap<String, String>();
    HEADERS.forEach(header -> row.put(header, ""));
    row.putAll(Map.of("商品", "无线耳机 降噪版", "订单号", orderId, "订单状态", "已收货", "商品数量(件)", "2", "支付时间", "2026-11-01 09:30:00",
        "承诺发货时间", "2026-11-03 09:30:00", "发货时间", "2026-11-02 18:00:00", "确认收货时间", "2026-11-05 12:00:00", "商品id", "560123456789"));
    row.putAll(Map.of("商品规格", "黑色", "样式ID", "88001", "商品一级类目", "3C数码配件", "商品总价(元)", "139.90", "邮费(元)", "5.00",
        "用户实付金额(元)", "129.90", "商家实收金额(元)", "129.90", "快递单号", "SF1234567890123", "快递公司", "顺丰", "省", "浙江省"));
    for (int i = 0; i < replaced.length; i += 2) {
      row.put(replaced[i], replaced[i + 1]);
    }
    return row;
  }

  public static Map<String, String> without(Map<String, String> row, String... headers) {
    var less = new LinkedHashMap<>(row);
    List.of(headers).forEach(less::remove);
    return less;
  }

  @SafeVarargs
  public static String csv(Map<String, String>... rows) {
    var lines = new ArrayList<String>();
    lines.add(line(List.copyOf(rows[0].keySet())));
    for (var row : rows) {
      lines.add(line(rows[0].keySet().stream().map(header -> row.getOrDefault(header, "")).toList()));
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> QUOTED.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
        .collect(Collectors.joining(","));
  }

  public static Path file(String csv) throws IOException {
    return file(csv, StandardCharsets.UTF_8);
  }

  public static Path file(String csv, Charset charset) throws IOException {
    return file(csv.getBytes(charset));
  }

  public static Path file(byte[] content) throws IOException {
    var file = Files.createTempFile("export", ".bin");
    file.toFile().deleteOnExit();
    Files.write(file, content);
    return file;
  }

  public interface Change {
    void change(XSSFWorkbook workbook);
  }

  /** The same rows as XLSX, all cells texts; the change may make something else of them. */
  public static Path xlsx(List<Map<String, String>> rows, Change change) throws IOException {
    var file = Files.createTempFile("export", ".xlsx");
    file.toFile().deleteOnExit();
    try (var workbook = new XSSFWorkbook(); var out = Files.newOutputStream(file)) {
      var sheet = workbook.createSheet("订单");
      var headers = List.copyOf(rows.get(0).keySet());
      var first = sheet.createRow(0);
      for (int i = 0; i < headers.size(); i++) {
        first.createCell(i).setCellValue(headers.get(i));
      }
      for (int r = 0; r < rows.size(); r++) {
        var row = sheet.createRow(r + 1);
        for (int i = 0; i < headers.size(); i++) {
          var value = rows.get(r).getOrDefault(headers.get(i), "");
          if (!value.isEmpty()) {
            row.createCell(i).setCellValue(value);
          }
        }
      }
      change.change(workbook);
      workbook.write(out);
    }
    return file;
  }

  public static Cell cell(XSSFWorkbook workbook, int row, String header) {
    var sheet = workbook.getSheetAt(0);
    int column = HEADERS.indexOf(header);
    var line = sheet.getRow(row);
    return line.getCell(column) == null ? line.createCell(column) : line.getCell(column);
  }
}
