package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.order.Categories;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TabledCategoriesTest {

  private static final DecisionTables TABLES = TablesOnDisk.decisionTables();
  private final Categories categories = new TabledCategories(TABLES);

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "手机 | | | | phone",
      "手机 | 手机配件 | | | digital-accessories",
      "电脑 | | | | computer",
      "3C数码配件 | | | | digital-accessories",
      "二手数码 | 二手手机 | | | used-digital",
      "大家电 | 冰箱 | | | large-appliance",
      "水果生鲜 | 新鲜水果 | 苹果 | | fruit",
      "水果生鲜 | 海鲜水产 | | | fresh",
      "虚拟商品 | | | | virtual",
      "新车/二手车 | | | | car",
      "汽车/用品/配件/改装 | | | | car-accessories",
      "汽车/用品/配件/改装 | 新车 | | | car",
      "宠物/宠物食品及用品 | 活体宠物 | | | live-animals",
      "厨房用品 | 刀具 | 水果刀 | | general",
      "女装/女士精品 | 连衣裙 | | | clothing",
      "从未见过 | | | | general",
      " | | | | general",
  })
  void the_four_levels_give_the_code(String one, String two, String three, String four, String code) {
    assertThat(categories.codeFor(java.util.Arrays.asList(one, two, three, four))).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"手机", "电脑", "3C数码配件", "二手数码", "五金工具", "厨房电器", "电动车/配件/交通工具", "汽车/用品/配件/改装", "办公用品",
      "影音电器", "生活电器", "家装灯饰光源", "个人护理保健", "智能设备", "网络设备", "电子/电工", "腕表眼镜", "文化用品", "数码相机/单反相机/摄像机",
      "大家电", "电子元器件市场", "摩托车/装备/配件", "新车/二手车"})
  void all_23_categories_of_RP_03_are_repairable(String level1) {
    var code = categories.codeFor(List.of(level1));
    assertThat(code).matches("[a-z]+(-[a-z]+)*").isNotEqualTo("general");
    assertThat(categories.isRepairable(code)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"fruit,true,false", "fresh,true,false", "virtual,true,false", "car,true,true", "car-accessories,false,true",
      "phone,false,true", "live-animals,true,false", "clothing,false,false", "general,false,false"})
  void special_goods_and_repairable_ones_are_told_apart(String code, boolean special, boolean repairable) {
    assertThat(categories.isKnown(code)).isTrue();
    assertThat(categories.isSpecial(code)).isEqualTo(special);
    assertThat(categories.isRepairable(code)).isEqualTo(repairable);
  }

  @ParameterizedTest
  @CsvSource({"phone,true", "general,true", "live-animals,true", "fruit,false", "fresh,false", "virtual,false", "car,false"})
  void special_goods_but_live_animals_stay_where_they_are_whatever_the_platform_orders(String code, boolean returned) {
    assertThat(categories.isReturnedIfOrdered(code)).isEqualTo(returned);
  }

  @Test
  void a_code_that_no_row_names_is_unknown() {
    assertThat(categories.isKnown("phones")).isFalse();
    assertThat(categories.isKnown(null)).isFalse();
  }

  @Test
  void every_code_that_an_item_can_get_has_rules() throws Exception {
    var xml = new String(getClass().getResourceAsStream("/bpmn/decisions/categories.dmn").readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    var codes = java.util.regex.Pattern.compile("-out-1\"><text>\"([a-z-]+)\"").matcher(xml).results().map(match -> match.group(1)).toList();
    assertThat(codes).hasSizeGreaterThan(40).allMatch(categories::isKnown);
  }
}
