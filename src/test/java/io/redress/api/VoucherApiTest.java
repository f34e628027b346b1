package io.redress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.Cny;
import io.redress.Redress;
import io.redress.casefile.AfterSalesCase;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Ledger;
import io.redress.money.Voucher;
import io.redress.money.Voucher.Kind;
import io.redress.money.VoucherGrant;
import io.redress.money.Vouchers;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.rulebook.Marketplace;
import io.redress.rulebook.Scenario;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.joda.time.DateTimeUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Vouchers as buyers and the shop meet them: the whole application with its real tables, timers and database, but for the login. */
@Scenario
// or another test of this room would be taken for the application
@ContextConfiguration(classes = Redress.class)
class VoucherApiTest {

  private static final Caller SHOP = new Caller("shop", Set.of(Role.INTEGRATION), null, null, null);

  @Autowired VoucherController controller;
  @Autowired Vouchers vouchers;
  @Autowired Ledger ledger;
  @Autowired Orders orders;
  @Autowired ManagementService management;
  @Autowired Marketplace market;
  @Autowired ObjectMapper json;
  @Autowired Clock clock;
  @Autowired ZoneId zone;

  private MockMvc http;
  private Caller caller;
  private AfterSalesCase cause;
  private String order;

  @BeforeEach
  void a_case_and_a_later_order_of_its_buyer() {
    DateTimeUtils.setCurrentMillisProvider(clock::millis);
    http = MockMvcBuilders.standaloneSetup(controller).setMessageConverters(new MappingJackson2HttpMessageConverter(json))
        .setControllerAdvice(new Problems(), new Denied()).setCustomArgumentResolvers(new TheCaller()).build();
    var first = market.aShippedOrder().put();
    cause = market.buyerAsksFor("10.00", first);
    order = laterOrder(cause.buyerId(), "later");
  }

  @Test
  void a_buyer_sees_what_was_issued_to_it_and_why() throws Exception {
    var voucher = issued(1, Kind.PLATFORM_COUPON, "100.00", "NW-07");
    var last = clock.instant().atZone(zone).toLocalDate().plusYears(50).plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    as(buyer(), get("/api/vouchers")).andExpect(status().isOk())
        .andExpect(jsonPath("$.total").value(1)).andExpect(jsonPath("$.page").value(0)).andExpect(jsonPath("$.size").value(50))
        .andExpect(jsonPath("$.items[0].voucherId").value(voucher.voucherId()))
        .andExpect(jsonPath("$.items[0].kind").value("platform-coupon"))
        .andExpect(jsonPath("$.items[0].amount").value("100.00"))
        .andExpect(jsonPath("$.items[0].usable").value("100.00"))
        .andExpect(jsonPath("$.items[0].status").value("issued"))
        .andExpect(jsonPath("$.items[0].validUntil").value(last.toString()))
        .andExpect(jsonPath("$.items[0].caseId").value(cause.caseId().value()))
        .andExpect(jsonPath("$.items[0].clause").value("NW-07"));
    assertThat(market.timelineKinds(cause)).contains("voucher-issued");
    var told = market.timeline(cause).stream().filter(entry -> entry.kind().code().equals("voucher-issued")).findFirst().orElseThrow();
    assertThat(told.clause()).isEqualTo("NW-07");
    assertThat(told.details()).containsEntry("amount", "100.00").containsEntry("voucherKind", "platform-coupon").containsEntry("payer", "merchant");
  }

  @Test
  void the_list_is_paged_and_nobody_elses() throws Exception {
    issued(1, Kind.CASH_COUPON, "1.00", "RP-20");
    issued(2, Kind.CASH_COUPON, "2.00", "RP-20");
    as(buyer(), get("/api/vouchers?page=1&size=1")).andExpect(status().isOk()).andExpect(jsonPath("$.total").value(2))
        .andExpect(jsonPath("$.items", hasSize(1)));
    as(buyer(), get("/api/vouchers?size=201")).andExpect(status().isUnprocessableEntity());
    as(buyer(), get("/api/vouchers?page=-1")).andExpect(status().isUnprocessableEntity());
    as(new Caller("other", Set.of(Role.BUYER), null, "other", null), get("/api/vouchers")).andExpect(jsonPath("$.total").value(0));
    for (var role : List.of(Role.MERCHANT, Role.AGENT, Role.FINANCE, Role.INTEGRATION, Role.ADMIN)) {
      as(new Caller("somebody", Set.of(role), null, null, null), get("/api/vouchers")).andExpect(status().isForbidden());
    }
  }

  @Test
  void the_shop_spends_a_voucher_in_parts_and_a_repeat_spends_nothing() throws Exception {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    for (int times = 0; times < 2; times++) {
      redeem(voucher, "k1", "{\"orderId\":\"" + order + "\",\"amount\":\"12.5\"}").andExpect(status().isOk())
          .andExpect(jsonPath("$.voucherId").value(voucher.voucherId())).andExpect(jsonPath("$.orderId").value(order))
          .andExpect(jsonPath("$.amount").value("12.50")).andExpect(jsonPath("$.usable").value("17.50"));
    }
    redeem(voucher, "k2", "{\"orderId\":\"" + laterOrder(cause.buyerId(), "second") + "\"}").andExpect(status().isOk())
        .andExpect(jsonPath("$.amount").value("17.50")).andExpect(jsonPath("$.usable").value("0.00"));
    as(buyer(), get("/api/vouchers")).andExpect(jsonPath("$.items[0].status").value("redeemed"));
    assertThat(ledger.balance(Account.clearing(order))).isEqualTo(Cny.parse("12.50"));
    assertThat(ledger.sum()).isEqualTo(Cny.ZERO);
  }

  @Test
  void the_shop_releases_it_again() throws Exception {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    as(SHOP, delete(path(voucher))).andExpect(status().isNotFound());
    redeem(voucher, "k1", "{\"orderId\":\"" + order + "\"}").andExpect(status().isOk());
    as(SHOP, delete(path(voucher)).header("Idempotency-Key", "r1")).andExpect(status().isNoContent());
    redeem(voucher, "k2", "{\"orderId\":\"" + order + "\"}").andExpect(status().isOk());
    as(SHOP, delete(path(voucher)).header("Idempotency-Key", "r1")).andExpect(status().isNoContent());
    assertThat(ledger.balance(Account.clearing(order))).isEqualTo(Cny.parse("30.00"));
    as(SHOP, delete(path(voucher)).param("orderId", order)).andExpect(status().isNoContent());
    assertThat(ledger.balance(Account.clearing(order))).isEqualTo(Cny.ZERO);
    redeem(voucher, "k3", "{\"orderId\":\"" + laterOrder(cause.buyerId(), "second") + "\"}").andExpect(status().isOk());
    as(SHOP, delete(path(voucher))).andExpect(status().isUnprocessableEntity()).andExpect(jsonPath("$.errors[0].field").value("orderId"));
    as(buyer(), get("/api/vouchers")).andExpect(jsonPath("$.items[0].status").value("redeemed"));
  }

  @Test
  void what_breaks_a_rule_is_refused_with_its_clause() throws Exception {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    redeem(voucher, "k1", "{\"orderId\":\"" + order + "\",\"amount\":\"30.01\"}").andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.clause").value("VC-01")).andExpect(jsonPath("$.errors[0].field").value("amount"));
    for (var amount : List.of("0", "-1", "1.234", "")) {
      redeem(voucher, "k1", "{\"orderId\":\"" + order + "\",\"amount\":\"" + amount + "\"}").andExpect(status().isUnprocessableEntity());
    }
    redeem(voucher, "k1", "{\"orderId\":\"nowhere\"}").andExpect(status().isUnprocessableEntity());
    redeem(voucher, "k1", "{}").andExpect(status().isUnprocessableEntity()).andExpect(jsonPath("$.errors[0].field").value("orderId"));
    redeem(voucher, null, "{\"orderId\":\"" + order + "\"}").andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("Idempotency-Key"));
    for (var body : List.of("", "[]", "{\"orderId\":1}", "{\"orderId\":\"" + order + "\",\"amount\":5}", "{\"order\":\"1\"}")) {
      redeem(voucher, "k1", body).andExpect(status().isBadRequest());
    }
    redeem(voucher, "k1", "{\"orderId\":\"" + order + "\",\"amount\":\"5.00\"}").andExpect(status().isOk());
    redeem(voucher, "k1", "{\"orderId\":\"" + order + "\",\"amount\":\"6.00\"}").andExpect(status().isConflict())
        .andExpect(jsonPath("$.type").value("/problems/key-used"));
    redeem(voucher, "k2", "{\"orderId\":\"" + order + "\",\"amount\":\"6.00\"}").andExpect(status().isConflict())
        .andExpect(jsonPath("$.type").value("/problems/already-redeemed")).andExpect(jsonPath("$.clause").value("VC-01"));
  }

  @Test
  void somebody_elses_voucher_is_not_there() throws Exception {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    redeem(voucher, "k1", "{\"orderId\":\"" + laterOrder("a-stranger", "theirs") + "\"}").andExpect(status().isNotFound());
    as(SHOP, body(post("/api/vouchers/V0/redemption").header("Idempotency-Key", "k1"), "{\"orderId\":\"" + order + "\"}"))
        .andExpect(status().isNotFound());
    as(SHOP, delete("/api/vouchers/V0/redemption")).andExpect(status().isNotFound());
  }

  @Test
  void only_the_shop_itself_redeems_and_releases() throws Exception {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    for (var other : List.of(buyer(), new Caller(cause.buyerId(), Set.of(Role.BUYER), null, cause.buyerId(), "shop"),
        new Caller("m", Set.of(Role.MERCHANT), cause.merchantId(), null, null), new Caller("agent1", Set.of(Role.AGENT), null, null, null),
        new Caller("finance1", Set.of(Role.FINANCE), null, null, null))) {
      as(other, body(post(path(voucher)).header("Idempotency-Key", "k1"), "{\"orderId\":\"" + order + "\"}")).andExpect(status().isForbidden());
      as(other, delete(path(voucher))).andExpect(status().isForbidden());
    }
    assertThat(ledger.balance(Account.clearing(order))).isEqualTo(Cny.ZERO);
  }

  @Test
  void a_voucher_has_one_timer_in_the_engine_which_asks_the_voucher_whether_its_time_is_up() {
    var voucher = issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    var timer = timersAt(voucher.validUntil());
    management.executeJob(timer.get(timer.size() - 1).getId());
    assertThat(timersAt(voucher.validUntil())).hasSameSizeAs(timer);
    assertThat(vouchers.find(voucher.voucherId()).left()).isEqualTo(Cny.parse("30.00"));
    issued(1, Kind.CASH_COUPON, "30.00", "RP-20");
    assertThat(timersAt(voucher.validUntil())).hasSameSizeAs(timer);
  }

  private List<Job> timersAt(Instant validUntil) {
    var timers = management.createJobQuery().timers().duedateHigherThan(Date.from(validUntil.minusMillis(1)))
        .duedateLowerThan(Date.from(validUntil.plusMillis(1))).orderByJobId().asc().list();
    assertThat(timers).isNotEmpty();
    return timers;
  }

  private Voucher issued(int n, Kind kind, String amount, String clause) {
    return vouchers.issue(VoucherGrant.of(cause.caseId(), "breach", n, kind, Cny.parse(amount), cause.buyerId(), cause.merchantId(), null, clause));
  }

  private String laterOrder(String buyerId, String name) {
    var id = cause.orderId() + "-" + name;
    orders.put(new Order(id, "m-other", buyerId, "clothing", "Scarf", 1, Cny.parse("50.00"), Cny.ZERO, clock.instant(), null, null, null,
        null, null, List.of(), false, false));
    return id;
  }

  private Caller buyer() {
    return new Caller(cause.buyerId(), Set.of(Role.BUYER), null, cause.buyerId(), null);
  }

  private static String path(Voucher voucher) {
    return "/api/vouchers/" + voucher.voucherId() + "/redemption";
  }

  private ResultActions redeem(Voucher voucher, String key, String content) throws Exception {
    var request = post(path(voucher));
    return as(SHOP, body(key == null ? request : request.header("Idempotency-Key", key), content));
  }

  private static MockHttpServletRequestBuilder body(MockHttpServletRequestBuilder request, String content) {
    return request.contentType(MediaType.APPLICATION_JSON).content(content);
  }

  private ResultActions as(Caller who, MockHttpServletRequestBuilder request) throws Exception {
    caller = who;
    return http.perform(request);
  }

  private final class TheCaller implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request, WebDataBinderFactory factory) {
      return caller;
    }
  }

  /** In the application the login answers this. */
  @RestControllerAdvice
  static class Denied {

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    void denied(AccessDeniedException denied) {}
  }
}
