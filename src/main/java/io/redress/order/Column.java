package io.redress.order;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of the merchant back-office's order export, and the few of our own, by all their headers. */
enum Column {
  ORDER_ID(true, "订单号", "订单编号"),
  MERCHANT_ID(true, "商家ID", "店铺ID"),
  BUYER_ID(true, "买家ID", "用户ID"),
  ITEM(true, "商品", "商品名称", "商品标题"),
  STATUS(true, "订单状态"),
  QUANTITY(true, "商品数量(件)", "商品数量"),
  UNDER_REVIEW(false, "是否审核中"),
  PAID_AT(true, "支付时间"),
  CONFIRMED_AT(true, "订单成交时间", "成团时间"),
  PROMISED_SHIP_AT(true, "承诺发货时间"),
  PROMISED_DELIVERY_AT(false, "承诺送达时间"),
  SHIPPED_AT(true, "发货时间"),
  RECEIVED_AT(true, "确认收货时间"),
  ITEM_ID(true, "商品id"),
  SPECIFICATION(true, "商品规格"),
  STYLE_ID(true, "样式ID"),
  LEVEL_1(true, "商品一级类目"),
  LEVEL_2(true, "商品二级类目"),
  LEVEL_3(true, "商品三级类目"),
  LEVEL_4(true, "商品四级类目"),
  SKU_CODE(false, "商家编码-规格维度", "商家编码-SKU维度"),
  ITEM_CODE(false, "商家编码-商品维度"),
  MERCHANT_NOTE(false, "商家备注"),
  BUYER_NOTE(false, "买家留言"),
  AFTER_SALES(false, "售后状态"),
  ITEM_PRICE(false, "商品总价(元)"),
  FREIGHT(true, "邮费(元)", "邮费"),
  SHOP_DISCOUNT(false, "店铺优惠折扣(元)"),
  PLATFORM_DISCOUNT(false, "平台优惠折扣(元)"),
  PAYMENT_DISCOUNT(false, "多多支付立减金额(元)"),
  INSTALLATION_FEE(false, "上门安装费(元)"),
  INDOOR_DELIVERY_FEE(false, "送货入户费(元)"),
  INDOOR_INSTALLATION_FEE(false, "送货入户并安装费(元)"),
  PAID(true, "用户实付金额(元)", "用户实付金额"),
  MERCHANT_RECEIVED(false, "商家实收金额(元)"),
  TRACKING_NUMBER(false, "快递单号"),
  CARRIER(false, "快递公司"),
  PROVINCE(false, "省"),
  CITY(false, "市"),
  DISTRICT(false, "区"),
  STREET(false, "街道/镇", "街道"),
  PAYMENT_METHOD(false, "支付方式"),
  SOURCE(false, "订单来源");

  static final List<Column> LEVELS = List.of(LEVEL_1, LEVEL_2, LEVEL_3, LEVEL_4);
  private static final Map<String, Column> BY_HEADER = new HashMap<>();

  static {
    for (var column : values()) {
      column.headers.forEach(header -> BY_HEADER.put(normal(header), column));
    }
  }

  private final boolean used;
  private final List<String> headers;

  Column(boolean used, String... headers) {
    this.used = used;
    this.headers = Arrays.asList(headers);
  }

  /** Whether anything of the order follows from it; the others are read past. */
  boolean isUsed() {
    return used;
  }

  String header() {
    return headers.get(0);
  }

  /** The column with this header, or null; blanks, letter case and full-width brackets make no difference. */
  static Column of(String header) {
    return BY_HEADER.get(normal(header));
  }

  private static String normal(String header) {
    return Normalizer.normalize(Cell.strip(header), Normalizer.Form.NFKC).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }
}
