package io.redress.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redress.Refused;
import io.redress.casefile.Cases;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.order.Categories;
import io.redress.order.Exports;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.process.engine.CategoriesForTests;
import io.redress.process.engine.TablesOnDisk;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import java.net.Socket;
import java.io.InputStreamReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.MultipartAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The order resource over a real server, without the engine and without a login: the caller stands in a header of the test. */
@SpringBootTest(classes = OrderApiTest.OrdersOnly.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OrderApiTest {

  private static final String CALLER = "X-Test-Caller";
  private static final JsonMapper JSON = new JsonMapper();

  @SpringBootConfiguration
  @ComponentScan("io.redress.order")
  @Import({OrderController.class, OrderImportController.class, Problems.class, MerchantDirectory.class})
  @ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class, JacksonAutoConfiguration.class,
      HttpMessageConvertersAutoConfiguration.class, ServletWebServerFactoryAutoConfiguration.class,
      DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class, MultipartAutoConfiguration.class,
      DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
      JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class OrdersOnly implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    /** Of every order that is asked about, one piece is said to have been returned. */
    @Bean
    Cases cases() {
      var cases = mock(Cases.class);
      when(cases.piecesLeft(any())).then(asked -> asked.<Collection<Order>>getArgument(0).stream()
          .collect(Collectors.toMap(Order::orderId, order -> order.quantity() - 1)));
      return cases;
    }

    @Bean
    Categories categories() {
      return CategoriesForTests.create(TablesOnDisk.decisionTables());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer model, NativeWebRequest request, WebDataBinderFactory binders) {
      return switch (request.getHeader(CALLER) == null ? "shop" : request.getHeader(CALLER)) {
        case "m4711" -> new Caller("m4711", Set.of(Role.MERCHANT), "4711", null, null);
        case "buyer1" -> new Caller("buyer1", Set.of(Role.BUYER), null, "buyer1", null);
        case "agent1" -> new Caller("agent1", Set.of(Role.AGENT), null, null, null);
        default -> new Caller("shop", Set.of(Role.INTEGRATION), null, null, null);
      };
    }
  }

  @RestControllerAdvice
  static class Problems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail refused(Refused refused) {
      var problem = ProblemDetail.forStatusAndDetail(switch (refused.kind()) {
        case NOT_FOUND -> HttpStatus.NOT_FOUND;
        case CONFLICT -> HttpStatus.CONFLICT;
        case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
      }, refused.getMessage());
      problem.setProperty("fields", refused.fields());
      return problem;
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException denied) {
      return ProblemDetail.forStatus(HttpStatus.FORBIDDEN);
    }
  }

  @Autowired WebApplicationContext context;
  private MockMvc http;
  @Autowired Orders orders;
  @Autowired Cases cases;
  @Autowired MerchantDirectory merchants;
  @Autowired JdbcClient database;
  @LocalServerPort int port;

  @BeforeEach
  void nothing_is_known() {
    // not Spring Boot's own MockMvc: that one would bring the login with it
    http = MockMvcBuilders.webAppContextSetup(context).build();
    database.sql("delete from order_promise").update();
    database.sql("delete from shop_order").update();
  }

  private static ObjectNode snapshot() {
    return JSON.createObjectNode().put("orderId", "240101-1").put("merchantId", "4711").put("buyerId", "buyer1")
        .put("category", "phone").put("itemName", "手机").put("quantity", 1).put("paidAmount", "129.90").put("freight", "5.00")
        .put("confirmedAt", "2026-11-01T09:30:00+08:00").put("shippedAt", "2026-11-02T09:30:00+08:00");
  }

  private ResultActions put(String id, String json) throws Exception {
    return http.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put("/api/orders/" + id)
        .contentType(MediaType.APPLICATION_JSON).content(json));
  }

  @Test
  void a_snapshot_is_stored_and_shown_with_what_is_refundable() throws Exception {
    put("240101-1", snapshot().toString()).andExpect(status().isCreated());
    put("240101-1", snapshot().toString()).andExpect(status().isOk())
        .andExpect(jsonPath("$.paidAmount").value("129.90")).andExpect(jsonPath("$.confirmedAt").value("2026-11-01T01:30:00Z"));
    http.perform(get("/api/orders").header(CALLER, "buyer1")).andExpect(status().isOk())
        .andExpect(jsonPath("$.items", hasSize(1))).andExpect(jsonPath("$.items[0].refundable").value("129.90"))
        .andExpect(jsonPath("$.page").value(0)).andExpect(jsonPath("$.size").value(50)).andExpect(jsonPath("$.total").value(1));
  }

  @Test
  void what_is_left_to_return_is_asked_once_for_a_page_of_orders_RR_10() throws Exception {
    put("a", snapshot().put("orderId", "a").put("quantity", 3).toString()).andExpect(jsonPath("$.piecesLeft").value(2));
    put("b", snapshot().put("orderId", "b").put("quantity", 5).toString());
    clearInvocations(cases);
    http.perform(get("/api/orders").header(CALLER, "buyer1"))
        .andExpect(jsonPath("$.items[?(@.orderId == 'a')].piecesLeft").value(2))
        .andExpect(jsonPath("$.items[?(@.orderId == 'b')].piecesLeft").value(4));
    verify(cases).piecesLeft(any());
  }

  @Test
  void everybody_sees_the_own_orders_only_and_the_shop_and_staff_see_all() throws Exception {
    put("a", snapshot().put("orderId", "a").toString());
    put("b", snapshot().put("orderId", "b").put("buyerId", "buyer2").toString());
    put("c", snapshot().put("orderId", "c").put("buyerId", "buyer2").put("merchantId", "4712").toString());
    for (var expected : List.of("buyer1 1", "m4711 2", "agent1 3", "shop 3")) {
      http.perform(get("/api/orders").header(CALLER, expected.split(" ")[0]))
          .andExpect(jsonPath("$.total").value(Integer.parseInt(expected.split(" ")[1])));
    }
    http.perform(get("/api/orders?size=201")).andExpect(status().isUnprocessableEntity());
    http.perform(get("/api/orders?page=-1")).andExpect(status().isUnprocessableEntity());
    http.perform(get("/api/orders?page=x")).andExpect(status().isBadRequest());
  }

  @Test
  void a_buyer_sees_how_to_reach_the_merchant_of_each_order_and_nobody_else_does_ST_04() throws Exception {
    put("a", snapshot().put("orderId", "a").toString());
    put("b", snapshot().put("orderId", "b").put("merchantId", "4712").toString());
    merchants.replace(new MerchantSettings("4711", "021-5555 0101", "13800138000",
        List.of(new ReturnAddress(null, "1 Nanjing Road", "Warehouse 3", "13800138001", true))));
    http.perform(get("/api/orders").header(CALLER, "buyer1")).andExpect(status().isOk())
        .andExpect(jsonPath("$.items[?(@.orderId == 'a')].merchantPhone").value("13800138000"))
        .andExpect(jsonPath("$.items[?(@.orderId == 'b' && @.merchantPhone != null)]").isEmpty());
    for (var other : List.of("m4711", "agent1", "shop")) {
      http.perform(get("/api/orders").header(CALLER, other)).andExpect(jsonPath("$.items[?(@.merchantPhone != null)]").isEmpty());
    }
  }

  @Test
  void only_the_shop_writes_orders() throws Exception {
    for (var caller : List.of("buyer1", "m4711", "agent1")) {
      http.perform(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put("/api/orders/240101-1").header(CALLER, caller)
          .contentType(MediaType.APPLICATION_JSON).content(snapshot().toString())).andExpect(status().isForbidden());
      http.perform(multipart("/api/orders/import").file(csv(Exports.csv(Exports.row("1")))).header(CALLER, caller))
          .andExpect(status().isForbidden());
      http.perform(get("/api/orders/imports/12345678").header(CALLER, caller)).andExpect(status().isForbidden());
    }
    assertThat(orders.find("240101-1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "paidAmount | 129.9", "paidAmount | true", "quantity | \"1\"", "quantity | 1.5", "quantity | 99999999999", "remoteRegion | \"true\"",
      "unknownField | 1", "confirmedAt | 1700000000", "serviceLabels | \"x\"", "serviceLabels | [1]", "itemName | {}", "buyerId | \"a\\u0000b\""})
  void JSON_of_another_shape_is_malformed(String field, String value) throws Exception {
    put("240101-1", snapshot().<ObjectNode>set(field, JSON.readTree(value)).toString()).andExpect(status().isBadRequest());
    assertThat(orders.find("240101-1")).isEmpty();
  }

  @Test
  void what_is_no_JSON_is_malformed() throws Exception {
    put("240101-1", "{").andExpect(status().isBadRequest());
    put("240101-1", "").andExpect(status().isBadRequest());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "orderId | \"other\"", "merchantId | null", "merchantId | \"47 11\"", "buyerId | \"张*\"", "buyerId | \"a\\u0007b\"",
      "category | \"phones\"", "category | null", "itemName | \" \"", "itemName | \"a\\nb\"", "quantity | 0", "quantity | null",
      "paidAmount | \"12.345\"", "paidAmount | \"-1\"", "paidAmount | \"1e3\"", "paidAmount | \"\"", "paidAmount | null",
      "freight | \"200.00\"", "confirmedAt | null", "confirmedAt | \"2026-11-01 09:30\"", "shippedAt | \"1999-10-01T09:30:00+08:00\"",
      "receivedAt | \"2026-11-01T19:30:00+08:00\"", "promisedShipAt | \"2226-10-01T09:30:00+08:00\"",
      "merchantPromisedUntil | \"1970-01-01T00:00:00+08:00\"", "serviceLabels | [\"a,b\"]"})
  void a_value_that_breaks_a_rule_is_named(String field, String value) throws Exception {
    put("240101-1", snapshot().<ObjectNode>set(field, JSON.readTree(value)).toString()).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.fields", hasSize(1))).andExpect(jsonPath("$.fields[0].field").value(field));
    assertThat(orders.find("240101-1")).isEmpty();
  }

  @Test
  void every_bad_field_has_an_entry() throws Exception {
    put("x".repeat(65), snapshot().without("orderId").toString().replace("129.90", "1.234").replace("phone", "nothing"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.fields[*].field", containsInAnyOrder("orderId", "paidAmount", "category")));
  }

  // --- what the merchant promised (RP-05)

  private static ObjectNode promise(String source, String until) {
    return JSON.createObjectNode().put("source", source).put("madeAt", "2026-11-03T10:00:00+08:00").put("until", until);
  }

  private ResultActions tell(String caller, String orderId, String promise) throws Exception {
    return http.perform(post("/api/orders/" + orderId + "/promises").header(CALLER, caller)
        .contentType(MediaType.APPLICATION_JSON).content(promise));
  }

  private static ObjectNode with(ObjectNode... promises) {
    var snapshot = snapshot();
    snapshot.putArray("promises").addAll(List.of(promises));
    return snapshot;
  }

  @Test
  void a_snapshot_brings_what_the_merchant_promised_and_nothing_of_it_is_taken_back() throws Exception {
    put("240101-1", with(promise("shop-page", "2027-11-03T00:00:00+08:00"), promise("livestream", "2027-12-03T00:00:00+08:00"))
        .put("merchantPromisedUntil", "2027-01-03T00:00:00+08:00").toString()).andExpect(status().isCreated())
        .andExpect(jsonPath("$.merchantPromisedUntil").value("2027-12-02T16:00:00Z")).andExpect(jsonPath("$.promises", hasSize(3)));
    put("240101-1", snapshot().toString()).andExpect(status().isOk())
        .andExpect(jsonPath("$.merchantPromisedUntil").value("2027-12-02T16:00:00Z")).andExpect(jsonPath("$.promises", hasSize(3)));
    put("240101-1", with().toString()).andExpect(status().isOk()).andExpect(jsonPath("$.promises", hasSize(3)));
  }

  @ParameterizedTest
  @CsvSource({"shop-page", "detail-page", "promotion-page", "chat", "livestream", "after-sales-ticket", "warranty-card", "after-sales-certificate"})
  void a_promise_of_any_source_is_added_later_by_the_shop_or_an_agent_and_told_once(String source) throws Exception {
    put("240101-1", snapshot().toString());
    var told = promise(source, "2027-11-03T00:00:00+08:00").put("note", "Message 4711:\n延保一年").toString();
    tell("agent1", "240101-1", told).andExpect(status().isCreated()).andExpect(jsonPath("$.orderId").value("240101-1"))
        .andExpect(jsonPath("$.merchantPromisedUntil").value("2027-11-02T16:00:00Z"))
        .andExpect(jsonPath("$.promises[0].source").value(source)).andExpect(jsonPath("$.promises[0].madeAt").value("2026-11-03T02:00:00Z"))
        .andExpect(jsonPath("$.promises[0].until").value("2027-11-02T16:00:00Z"))
        .andExpect(jsonPath("$.promises[0].note").value("Message 4711:\n延保一年"));
    tell("shop", "240101-1", told).andExpect(status().isOk()).andExpect(jsonPath("$.promises", hasSize(1)));
    tell("shop", "240101-1", promise(source, "2027-06-03T00:00:00+08:00").toString()).andExpect(status().isCreated())
        .andExpect(jsonPath("$.merchantPromisedUntil").value("2027-11-02T16:00:00Z")).andExpect(jsonPath("$.promises", hasSize(2)));
  }

  @Test
  void both_sides_and_staff_see_the_promises_of_their_orders() throws Exception {
    put("a", with(promise("chat", "2027-11-03T00:00:00+08:00")).put("orderId", "a").toString());
    put("b", snapshot().put("orderId", "b").put("buyerId", "buyer2").put("merchantId", "4712").toString());
    for (var caller : List.of("buyer1", "m4711", "agent1", "shop")) {
      http.perform(get("/api/orders").header(CALLER, caller)).andExpect(jsonPath("$.items[?(@.orderId == 'a')].promises[0].source").value("chat"));
    }
    http.perform(get("/api/orders").header(CALLER, "agent1")).andExpect(jsonPath("$.items[?(@.orderId == 'b')].promises[*]").isEmpty());
  }

  @Test
  void neither_merchant_nor_buyer_adds_a_promise_and_nobody_to_an_unknown_order() throws Exception {
    put("240101-1", snapshot().toString());
    for (var caller : List.of("buyer1", "m4711")) {
      tell(caller, "240101-1", promise("chat", "2027-11-03T00:00:00+08:00").toString()).andExpect(status().isForbidden());
      tell(caller, "unknown", promise("chat", "2027-11-03T00:00:00+08:00").toString()).andExpect(status().isForbidden());
    }
    for (var caller : List.of("agent1", "shop")) {
      tell(caller, "unknown", promise("chat", "2027-11-03T00:00:00+08:00").toString()).andExpect(status().isNotFound());
    }
    assertThat(orders.find("240101-1").orElseThrow().merchantPromisedUntil()).isNull();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "source | null", "source | \"order\"", "source | \"Chat\"", "source | \"\"", "madeAt | null", "madeAt | \"2026-11-03\"",
      "madeAt | \"1999-11-03T10:00:00+08:00\"", "until | null", "until | \"tomorrow\"", "until | \"2026-11-03T10:00:00+08:00\"",
      "until | \"2026-11-03T09:59:59.999+08:00\"", "until | \"2226-11-03T10:00:00+08:00\"", "note | \"a\\u0007b\""})
  void a_promise_that_cannot_be_is_refused_by_field_with_its_clause(String field, String value) throws Exception {
    var bad = promise("chat", "2027-11-03T00:00:00+08:00").<ObjectNode>set(field, JSON.readTree(value));
    put("240101-1", with(promise("chat", "2027-11-03T00:00:00+08:00"), bad).toString()).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.fields", hasSize(1))).andExpect(jsonPath("$.fields[0].field").value("promises[1]." + field))
        .andExpect(jsonPath("$.fields[0].clause").value("RP-05"));
    assertThat(orders.find("240101-1")).isEmpty();
    put("240101-1", snapshot().toString());
    tell("agent1", "240101-1", bad.toString()).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.fields", hasSize(1))).andExpect(jsonPath("$.fields[0].field").value(field))
        .andExpect(jsonPath("$.fields[0].clause").value("RP-05"));
    assertThat(orders.find("240101-1").orElseThrow().merchantPromisedUntil()).isNull();
  }

  @Test
  void every_bad_promise_has_its_entries_and_fifty_are_enough() throws Exception {
    put("240101-1", with(JSON.createObjectNode(), promise("fax", "2027-11-03T00:00:00+08:00")).toString())
        .andExpect(status().isUnprocessableEntity()).andExpect(jsonPath("$.fields[*].field",
            containsInAnyOrder("promises[0].source", "promises[0].madeAt", "promises[0].until", "promises[1].source")));
    var snapshot = snapshot();
    var promises = snapshot.putArray("promises");
    promises.addNull();
    put("240101-1", snapshot.toString()).andExpect(status().isUnprocessableEntity());
    promises.removeAll();
    for (int i = 0; i < 50; i++) {
      promises.add(promise("chat", "2027-11-03T00:00:" + (i + 10) + "+08:00"));
    }
    put("240101-1", snapshot.toString()).andExpect(status().isCreated()).andExpect(jsonPath("$.promises", hasSize(50)));
    promises.add(promise("chat", "2028-11-03T00:00:00+08:00"));
    put("240101-1", snapshot.toString()).andExpect(status().isUnprocessableEntity()).andExpect(jsonPath("$.fields", hasSize(1)))
        .andExpect(jsonPath("$.fields[0].field").value("promises")).andExpect(jsonPath("$.fields[0].clause").value("RP-05"));
    tell("agent1", "240101-1", promise("chat", "2027-11-03T00:00:00+08:00").put("note", "x".repeat(501)).toString())
        .andExpect(status().isUnprocessableEntity()).andExpect(jsonPath("$.fields[0].field").value("note"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"promises | {}", "promises | [1]", "promises | \"chat\"", "promises | [{\"source\":1}]",
      "promises | [{\"until\":1700000000}]", "promises | [{\"who\":\"me\"}]",
      "promises | [{\"note\":\"a\\u0000b\"}]"})
  void promises_of_another_shape_are_malformed(String field, String value) throws Exception {
    put("240101-1", snapshot().<ObjectNode>set(field, JSON.readTree(value)).toString()).andExpect(status().isBadRequest());
    put("240101-1", snapshot().toString());
    tell("shop", "240101-1", "{\"" + field + "\":" + value + "}").andExpect(status().isBadRequest());
    tell("shop", "240101-1", promise("chat", "2027-11-03T00:00:00+08:00").put("madeAt", 1700000000).toString()).andExpect(status().isBadRequest());
    tell("shop", "240101-1", "").andExpect(status().isBadRequest());
    assertThat(orders.find("240101-1").orElseThrow().merchantPromisedUntil()).isNull();
  }

  @Test
  void an_import_answers_what_became_of_every_row_and_is_remembered() throws Exception {
    http.perform(multipart("/api/orders/import?merchantId=4711&buyerId=buyer1&importId=import-42-a")
            .file(csv(Exports.csv(Exports.row("240101-1"), Exports.row("240101-2", "商品数量(件)", "0")))))
        .andExpect(status().isOk()).andExpect(header().string("Import-Id", "import-42-a"))
        .andExpect(jsonPath("$.total").value(2)).andExpect(jsonPath("$.new").value(1)).andExpect(jsonPath("$.changed").value(0))
        .andExpect(jsonPath("$.unchanged").value(0)).andExpect(jsonPath("$.refused", hasSize(1)))
        .andExpect(jsonPath("$.refused[0].row").value(3)).andExpect(jsonPath("$.refused[0].column").value("商品数量(件)"))
        .andExpect(jsonPath("$.refused[0].reason").isNotEmpty());
    http.perform(get("/api/orders/imports/import-42-a")).andExpect(jsonPath("$.state").value("done"))
        .andExpect(jsonPath("$.percent").value(100)).andExpect(jsonPath("$.new").value(1));
    http.perform(multipart("/api/orders/import?importId=import-42-a").file(csv("x"))).andExpect(status().isConflict());
    http.perform(get("/api/orders/imports/nobody-knows")).andExpect(status().isNotFound());
  }

  @Test
  void an_unusable_file_is_a_clear_error() throws Exception {
    http.perform(multipart("/api/orders/import").file(csv(""))).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.detail").value("The file is empty."));
    http.perform(multipart("/api/orders/import?importId=import-43-a").file(csv("a,b\n1,2"))).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.type").value("/problems/not-an-order-export"));
    http.perform(multipart("/api/orders/import").file(csv("PK broken"))).andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.type").value("/problems/malformed-file"));
    http.perform(multipart("/api/orders/import")).andExpect(status().isBadRequest());
    http.perform(multipart("/api/orders/import?merchantId=a*b").file(csv("a,b\n1,2"))).andExpect(status().isUnprocessableEntity());
    http.perform(get("/api/orders/imports/import-43-a")).andExpect(jsonPath("$.state").value("failed"))
        .andExpect(jsonPath("$.failure").isNotEmpty());
  }

  @Test
  void an_upload_of_200_MB_is_too_large_and_the_sender_reads_so_before_sending_it() throws Exception {
    var announced = "POST /api/orders/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        + "Content-Length: " + (200L << 20) + "\r\n\r\n";
    try (var connection = new Socket("localhost", port)) {
      connection.setSoTimeout(20_000);
      connection.getOutputStream().write(announced.getBytes(StandardCharsets.US_ASCII));
      var answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
    }
    assertThat(database.sql("select count(*) from shop_order").query(Integer.class).single()).isZero();
  }

  @Test
  void the_command_imports_and_says_what_was_refused() throws Exception {
    var file = Exports.file(Exports.csv(Exports.row("240101-1"), Exports.row("240101-2", "用户实付金额(元)", "x")));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var command = new ImportCommand(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
        "secret", true);
    var url = "--url=http://localhost:" + port + "/";
    assertThat(command.execute(List.of(file.toString(), "--merchant=4711", "--buyer=buyer1", url))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 rows: 1 new, 0 changed, 0 unchanged, 1 refused")
        .contains("row 3, 用户实付金额(元): is no amount");
    assertThat(command.execute(List.of(Exports.file("a,b").toString(), url))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("No header row was found");
    assertThat(command.execute(List.of("/nowhere", url))).isEqualTo(2);
    assertThat(command.execute(List.of(file.toString(), "--password=x"))).isEqualTo(2);
    assertThat(command.execute(List.of(file.toString(), "--url=http://localhost:1"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Is Redress running there?");
    assertThat(Files.exists(file)).isTrue();
  }

  private static MockMultipartFile csv(String content) {
    return new MockMultipartFile("file", "orders.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8));
  }
}
