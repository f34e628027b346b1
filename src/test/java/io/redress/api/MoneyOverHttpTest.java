package io.redress.api;

import static org.hamcrest.Matchers.hasSize;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.PaymentGateway.Declined;
import io.redress.money.PaymentGateway.Paid;
import io.redress.money.Refunds;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.access.AccessDeniedException;
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

/** Who may see and send what, and what is refused, at the controllers of money and merchants' settings. */
class MoneyOverHttpTest {

  private static final String SECRET = "a secret of the gateway";
  private static final Caller OWN = new Caller("m4711", Set.of(Role.MERCHANT), "4711", null, null);
  private static final Caller OTHER = new Caller("m4712", Set.of(Role.MERCHANT), "4712", null, null);
  private static final Caller FINANCE = new Caller("finance1", Set.of(Role.FINANCE), null, null, null);
  private static final Caller AGENT = new Caller("agent1", Set.of(Role.AGENT), null, null, null);
  private static final Caller BUYER = new Caller("buyer1", Set.of(Role.BUYER), null, "buyer1", null);
  private static final Caller SHOP = new Caller("shop", Set.of(Role.INTEGRATION), null, null, null);

  private final Accounts accounts = mock();
  private final MerchantDirectory directory = mock();
  private final Refunds refunds = mock();
  private Caller caller = OWN;
  private final MockMvc http = http(SECRET);

  @Test
  void an_account_shows_to_its_merchant_to_finance_and_to_agents() throws Exception {
    when(accounts.isKnown("4711")).thenReturn(true);
    when(accounts.statement("4711", 0, 50)).thenReturn(new Accounts.Statement("4711", Cny.parse("5"), Cny.ZERO, Cny.parse("7.5"),
        List.of(new Accounts.Movement(Instant.EPOCH, "balance", Cny.parse("3").negated(), "funding", CaseId.of("c1"), null, "20.24")),
        0, 50, 1));
    for (var allowed : List.of(OWN, FINANCE, AGENT)) {
      as(allowed, get("/api/merchants/4711/account"))
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.balance").value("5.00"))
          .andExpect(jsonPath("$.receivable").value("7.50"))
          .andExpect(jsonPath("$.entries.total").value(1))
          .andExpect(jsonPath("$.entries.items[0].amount").value("-3.00"));
    }
  }

  @Test
  void another_merchants_account_is_not_there_and_a_buyer_has_no_business_with_it() throws Exception {
    as(OTHER, get("/api/merchants/4711/account")).andExpect(status().isNotFound());
    as(BUYER, get("/api/merchants/4711/account")).andExpect(status().isForbidden());
    as(SHOP, get("/api/merchants/4711/account")).andExpect(status().isForbidden());
    as(FINANCE, get("/api/merchants/nobody/account")).andExpect(status().isNotFound());
    as(OWN, get("/api/merchants/4711/account?size=201")).andExpect(status().isUnprocessableEntity());
    as(OWN, get("/api/merchants/4711/account?page=-1")).andExpect(status().isUnprocessableEntity());
  }

  @Test
  void only_the_shop_credits() throws Exception {
    when(accounts.credit("4711", Account.Kind.MERCHANT_DEPOSIT, Cny.parse("12.5"), "r1"))
        .thenReturn(new Accounts.Credit("4711", Account.Kind.MERCHANT_DEPOSIT, Cny.parse("12.5"), "r1", Instant.EPOCH));
    var credit = "{\"account\":\"deposit\",\"amount\":\"12.50\",\"reference\":\"r1\"}";
    as(SHOP, credits(credit)).andExpect(status().isCreated())
        .andExpect(jsonPath("$.account").value("deposit")).andExpect(jsonPath("$.amount").value("12.50"));
    for (var refused : List.of(OWN, AGENT, FINANCE, BUYER)) {
      as(refused, credits(credit)).andExpect(status().isForbidden());
    }
  }

  @Test
  void an_amount_is_a_string_with_two_decimals_at_most() throws Exception {
    for (var amount : List.of("12.5", "\"12.505\"", "\"-1\"", "\"1e3\"", "\"\"", "null", "true", "\"12,50\"")) {
      as(SHOP, credits("{\"account\":\"balance\",\"amount\":" + amount + ",\"reference\":\"r1\"}"))
          .andExpect(status().isUnprocessableEntity());
    }
    as(SHOP, credits("{\"account\":\"receivable\",\"amount\":\"1\",\"reference\":\"r1\"}")).andExpect(status().isUnprocessableEntity());
    verifyNoInteractions(accounts);
  }

  @Test
  void settings_are_for_their_merchant_and_agents() throws Exception {
    when(directory.of("4711")).thenReturn(MerchantSettings.none("4711"));
    when(directory.isKnown("4711")).thenReturn(true);
    when(directory.replace(any())).thenAnswer(call -> call.getArgument(0));
    var settings = "{\"phones\":{\"mobile\":\"13800138000\"},\"returnAddresses\":[{\"street\":\"s\",\"receiver\":\"r\",\"phone\":\"02155550101\",\"default\":true}]}";
    for (var allowed : List.of(OWN, AGENT)) {
      as(allowed, get("/api/merchants/4711/settings")).andExpect(status().isOk()).andExpect(jsonPath("$.complete").value(false));
      as(allowed, json(put("/api/merchants/4711/settings"), settings)).andExpect(status().isOk())
          .andExpect(jsonPath("$.phones.mobile").value("13800138000"))
          .andExpect(jsonPath("$.returnAddresses", hasSize(1)))
          .andExpect(jsonPath("$.returnAddresses[0].default").value(true))
          .andExpect(jsonPath("$.complete").value(true));
    }
    as(OTHER, get("/api/merchants/4711/settings")).andExpect(status().isNotFound());
    as(OTHER, json(put("/api/merchants/4711/settings"), settings)).andExpect(status().isNotFound());
    as(FINANCE, get("/api/merchants/4711/settings")).andExpect(status().isForbidden());
    as(AGENT, get("/api/merchants/nobody/settings")).andExpect(status().isNotFound());
  }

  @Test
  void a_promise_is_a_whole_number_of_hours_or_none_RR_08() throws Exception {
    when(directory.replace(any())).thenAnswer(call -> call.getArgument(0));
    for (var hours : List.of("24", "null")) {
      as(OWN, json(put("/api/merchants/4711/settings"), "{\"promisedHours\":" + hours + "}")).andExpect(status().isOk())
          .andExpect(jsonPath("$.promisedHours").value(hours.equals("null") ? null : 24));
    }
    as(OWN, json(put("/api/merchants/4711/settings"), "{}")).andExpect(status().isOk())
        .andExpect(jsonPath("$.promisedHours").value((Object) null));
    for (var odd : List.of("\"24\"", "24.5", "true", "99999999999", "[24]")) {
      as(OWN, json(put("/api/merchants/4711/settings"), "{\"promisedHours\":" + odd + "}")).andExpect(status().isBadRequest());
    }
  }

  @Test
  void a_signed_answer_of_the_gateway_is_taken() throws Exception {
    signed("{\"key\":\"c1:refund:1\",\"attempt\":1,\"answer\":\"paid\"}", SECRET).andExpect(status().isNoContent());
    verify(refunds).answered("c1:refund:1", 1, new Paid());
    signed("{\"key\":\"c1:refund:1\",\"attempt\":2,\"answer\":\"declined\",\"reason\":\"closed\"}", SECRET).andExpect(status().isNoContent());
    verify(refunds).answered("c1:refund:1", 2, new Declined("closed"));
  }

  @Test
  void an_answer_with_a_wrong_or_no_signature_is_not_taken() throws Exception {
    var body = "{\"key\":\"c1:refund:1\",\"attempt\":1,\"answer\":\"paid\"}";
    signed(body, "another secret of somebody").andExpect(status().isUnauthorized());
    http.perform(json(post("/api/payments/callback"), body)).andExpect(status().isUnauthorized());
    http.perform(json(post("/api/payments/callback"), body).header("X-Redress-Signature", "no hex")).andExpect(status().isUnauthorized());
    http.perform(json(post("/api/payments/callback"), body.replace("c1", "c2")).header("X-Redress-Signature", signature(body, SECRET)))
        .andExpect(status().isUnauthorized());
    verifyNoInteractions(refunds);
  }

  @Test
  void a_signed_but_malformed_answer_is_refused() throws Exception {
    for (var body : List.of("", "null", "[]", "{", "{\"key\":\"k\"}", "{\"key\":\"k\",\"answer\":\"maybe\"}", "{\"answer\":\"paid\"}",
        "{\"key\":\"k\",\"answer\":\"declined\"}", "{\"key\":\"k\",\"answer\":\"paid\",\"more\":1}")) {
      signed(body, SECRET).andExpect(status().isBadRequest());
    }
    signed(" ".repeat(20_000), SECRET).andExpect(status().isPayloadTooLarge());
    verifyNoInteractions(refunds);
  }

  @Test
  void an_answer_for_an_unknown_refund_is_404() throws Exception {
    doThrow(Refused.notFound("refund", "k")).when(refunds).answered(eq("k"), anyInt(), any());
    signed("{\"key\":\"k\",\"answer\":\"paid\"}", SECRET).andExpect(status().isNotFound());
  }

  @Test
  void without_a_secret_no_answer_is_taken() throws Exception {
    http("").perform(json(post("/api/payments/callback"), "{}").header("X-Redress-Signature", signature("{}", SECRET)))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("/problems/callback-off"));
  }

  private MockMvc http(String secret) {
    ObjectMapper json = Jackson2ObjectMapperBuilder.json().failOnUnknownProperties(true).build();
    return MockMvcBuilders.standaloneSetup(new MerchantAccountController(accounts), new MerchantSettingsController(directory, accounts),
            new PaymentCallbackController(refunds, json, secret))
        .setMessageConverters(new MappingJackson2HttpMessageConverter(json))
        .setControllerAdvice(new Statuses())
        .setCustomArgumentResolvers(new TheCaller())
        .build();
  }

  private ResultActions as(Caller who, MockHttpServletRequestBuilder request) throws Exception {
    caller = who;
    return http.perform(request);
  }

  private ResultActions signed(String body, String secret) throws Exception {
    return http.perform(json(post("/api/payments/callback"), body).header("X-Redress-Signature", signature(body, secret)));
  }

  private static MockHttpServletRequestBuilder credits(String body) {
    return json(post("/api/merchants/4711/account/credits"), body);
  }

  private static MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request, String body) {
    return request.contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private static String signature(String body, String secret) {
    return HexFormat.of().formatHex(PaymentCallbackController.hmac(
        secret.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8)));
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

  /** Only the status codes; the whole problem details have their own test. */
  @RestControllerAdvice
  static class Statuses {

    @ExceptionHandler
    ResponseEntity<Void> refused(Refused refused) {
      return ResponseEntity.status(switch (refused.kind()) {
        case NOT_FOUND -> 404;
        case CONFLICT -> 409;
        case INVALID -> 422;
      }).build();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.FORBIDDEN)
    void denied(AccessDeniedException denied) {}
  }
}
