package io.redress.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.shipment.Shipments;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Who may report a carrier's events, and in what shape. What a report must say is the shipment room's to check. */
class ShipmentApiTest {

  private static final Caller SHOP = new Caller("shop", Set.of(Role.INTEGRATION), null, null, null);
  private static final String SIGNED =
      "{\"carrier\":\"SF\",\"trackingNumber\":\"SF1234567890123\",\"event\":\"signed\",\"at\":\"2026-11-01T09:30:00+08:00\"}";

  private final Shipments shipments = mock();
  private Caller caller = SHOP;
  private final MockMvc http = MockMvcBuilders.standaloneSetup(new ShipmentController(shipments))
      .setMessageConverters(new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().failOnUnknownProperties(true).build()))
      .setControllerAdvice(new Problems(), new Denied())
      .setCustomArgumentResolvers(new TheCaller())
      .build();

  @Test
  void the_shop_reports() throws Exception {
    report(SIGNED).andExpect(status().isNoContent());
    verify(shipments).heard("SF", "SF1234567890123", "signed", "2026-11-01T09:30:00+08:00");
  }

  @Test
  void nobody_else_does_not_even_the_shop_for_a_buyer() throws Exception {
    for (var other : List.of(new Caller("m4711", Set.of(Role.MERCHANT), "4711", null, null),
        new Caller("buyer1", Set.of(Role.BUYER), null, "buyer1", null), new Caller("buyer1", Set.of(Role.BUYER), null, "buyer1", "shop"),
        new Caller("agent1", Set.of(Role.AGENT), null, null, null), new Caller("supervisor1", Set.of(Role.SUPERVISOR), null, null, null),
        new Caller("finance1", Set.of(Role.FINANCE), null, null, null), new Caller("admin", Set.of(Role.ADMIN), null, null, null))) {
      caller = other;
      report(SIGNED).andExpect(status().isForbidden());
    }
    verifyNoInteractions(shipments);
  }

  @Test
  void JSON_of_another_shape_is_malformed() throws Exception {
    for (var body : List.of("", "[]", "{", SIGNED.replace("\"signed\"", "3"), SIGNED.replace("\"SF1234567890123\"", "1234567890123"),
        SIGNED.replace("\"2026-11-01T09:30:00+08:00\"", "1700000000"), SIGNED.replace("\"SF\"", "true"), SIGNED.replace("{\"", "{\"more\":1,\""))) {
      report(body).andExpect(status().isBadRequest());
    }
    verifyNoInteractions(shipments);
  }

  @Test
  void a_value_that_breaks_a_rule_is_named_with_its_clause() throws Exception {
    doThrow(Refused.invalid("at", "GN-06", "Give a time with offset.")).when(shipments).heard(any(), any(), any(), any());
    report("{}").andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("at")).andExpect(jsonPath("$.clause").value("GN-06"));
  }

  private ResultActions report(String body) throws Exception {
    return http.perform(post("/api/shipments/events").contentType(MediaType.APPLICATION_JSON).content(body));
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
