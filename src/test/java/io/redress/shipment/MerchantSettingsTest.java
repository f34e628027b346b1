package io.redress.shipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redress.Refused;
import io.redress.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class MerchantSettingsTest {

  private static final DataSource DATABASE = TestDatabase.migrated();

  private final JdbcTransactionManager transactions = new JdbcTransactionManager(DATABASE);
  private final MerchantDirectory directory = new MerchantDirectory(JdbcClient.create(DATABASE), Clock.systemUTC(), transactions);
  private final String merchant = "m-" + UUID.randomUUID();

  @Test
  void a_merchant_without_settings_has_everything_to_fill_in_ST_02() {
    assertThat(directory.of(merchant)).isEqualTo(MerchantSettings.none(merchant));
    assertThat(directory.of(merchant).isComplete()).isFalse();
  }

  @Test
  void settings_are_kept_as_given_and_each_address_has_an_id() {
    var kept = replace(settings("021-5555 0101", null, address(null, true), address(null, false)));
    assertThat(kept).isEqualTo(directory.of(merchant));
    assertThat(kept.isComplete()).isTrue();
    assertThat(kept.returnAddresses()).hasSize(2).allMatch(address -> address.addressId() != null);
    assertThat(replace(kept)).isEqualTo(kept);
  }

  @Test
  void one_phone_at_least_is_needed_ST_03() {
    assertThat(refused(settings(null, null, address(null, true)))).isEqualTo("phones ST-03");
    assertThat(refused(settings("call me", null, address(null, true)))).isEqualTo("phones.landline ST-03");
    replace(settings(null, "13800138000", address(null, true)));
  }

  @Test
  void an_address_has_street_receiver_and_phone_ST_05() {
    assertThat(refused(settings("021-5555", null))).isEqualTo("returnAddresses ST-05");
    assertThat(refused(settings("021-5555", null, new ReturnAddress(null, " ", null, null, true))))
        .isEqualTo("returnAddresses[0].street ST-05, returnAddresses[0].receiver ST-05, returnAddresses[0].phone ST-05");
  }

  @Test
  void a_promise_is_1_to_168_hours_or_none_RR_08() {
    for (int hours : new int[] {1, 24, 168}) {
      assertThat(replace(promise(hours)).promisedHours()).isEqualTo(hours);
      assertThat(directory.of(merchant).promisedHours()).isEqualTo(hours);
    }
    for (int hours : new int[] {0, -1, 169, Integer.MAX_VALUE}) {
      assertThat(refused(promise(hours))).isEqualTo("promisedHours RR-08");
    }
    assertThat(replace(promise(null)).promisedHours()).isNull();
  }

  @Test
  void buyers_reach_the_merchant_by_mobile_first_ST_04() {
    assertThat(settings("021-5555", "13800138000").phone()).isEqualTo("13800138000");
    assertThat(settings("021-5555", null).phone()).isEqualTo("021-5555");
    assertThat(MerchantSettings.none(merchant).phone()).isNull();
  }

  @Test
  void settings_of_many_merchants_are_read_at_once() {
    replace(settings("021-5555 0101", null, address("a", true), address("b", false)));
    var both = directory.of(List.of(merchant, "nobody"));
    assertThat(both.get(merchant)).isEqualTo(directory.of(merchant));
    assertThat(both.get("nobody")).isEqualTo(MerchantSettings.none("nobody"));
  }

  @Test
  void exactly_one_address_is_the_default_ST_06() {
    assertThat(refused(settings("021-5555", null, address("a", false)))).isEqualTo("returnAddresses ST-06");
    assertThat(refused(settings("021-5555", null, address("a", true), address("b", true)))).isEqualTo("returnAddresses ST-06");
    assertThat(directory.of(merchant).isComplete()).isFalse();
  }

  @Test
  void the_default_address_cannot_be_deleted_others_can_ST_07() {
    replace(settings("021-5555", null, address("a", true), address("b", false)));
    assertThat(refused(settings("021-5555", null, address("b", false)))).isEqualTo("returnAddresses ST-07");
    assertThat(replace(settings("021-5555", null, address("a", true))).returnAddresses()).hasSize(1);
  }

  @Test
  void the_default_can_move_to_another_address() {
    replace(settings("021-5555", null, address("a", true), address("b", false)));
    var moved = replace(settings("021-5555", null, address("a", false), address("b", true)));
    assertThat(moved.defaultAddress()).hasValueSatisfying(address -> assertThat(address.addressId()).isEqualTo("b"));
  }

  @Test
  void two_merchants_may_use_the_same_address_ids() {
    replace(settings("021-5555", null, address("a", true)));
    new TransactionTemplate(transactions).executeWithoutResult(status -> directory.replace(
        new MerchantSettings(merchant + "-2", "021-5555", null, List.of(address("a", true)))));
    assertThat(directory.of(merchant + "-2").address("a")).isPresent();
  }

  @Test
  void several_first_settings_at_once_leave_one_of_them_whole() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      var all = threads.invokeAll(IntStream.range(0, 4).<Callable<MerchantSettings>>mapToObj(n -> () ->
          replace(settings("021-555" + n, null, address("a" + n, true), address("b" + n, false)))).toList());
      for (var one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(directory.of(merchant).returnAddresses()).hasSize(2).filteredOn(ReturnAddress::isDefault).hasSize(1);
  }

  private MerchantSettings settings(String landline, String mobile, ReturnAddress... addresses) {
    return new MerchantSettings(merchant, landline, mobile, List.of(addresses));
  }

  private MerchantSettings promise(Integer hours) {
    return new MerchantSettings(merchant, "021-5555 0101", null, List.of(address("a", true)), hours);
  }

  private static ReturnAddress address(String id, boolean isDefault) {
    return new ReturnAddress(id, "1 Nanjing Road, Shanghai", "Warehouse 3", "13800138000", isDefault);
  }

  private MerchantSettings replace(MerchantSettings settings) {
    return new TransactionTemplate(transactions).execute(status -> directory.replace(settings));
  }

  private String refused(MerchantSettings settings) {
    var refused = catchThrowableOfType(Refused.class, () -> replace(settings));
    return String.join(", ", refused.fields().stream().map(field -> field.field() + " " + field.clause()).toList());
  }
}
