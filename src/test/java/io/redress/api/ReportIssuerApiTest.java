package io.redress.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.repair.ReportIssuer;
import io.redress.repair.ReportIssuers;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ReportIssuerApiTest {

  private static final ReportIssuer LAB =
      new ReportIssuer("lab", "Shanghai Testing Lab", ReportIssuer.Kind.INSTITUTION, LocalDate.parse("2026-01-01"), null, null);
  private static final String BODY = "{\"name\":\" Shanghai Testing Lab \",\"kind\":\"institution\",\"accreditedFrom\":\"2026-01-01\",\"certificate\":\"\"}";

  private final ReportIssuers issuers = mock();
  private final StandsFor caller = new StandsFor(new Caller("agent1", Set.of(Role.AGENT), null, null, null));
  private final MockMvc http = MockMvcBuilders.standaloneSetup(new ReportIssuerController(issuers))
      .setMessageConverters(new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().failOnUnknownProperties(true).build()))
      .setControllerAdvice(new Problems(), new StandsFor.Denied()).setCustomArgumentResolvers(caller).build();

  @Test
  void an_issuer_is_read_alone_and_in_the_list() throws Exception {
    when(issuers.find("lab")).thenReturn(Optional.of(LAB));
    when(issuers.all()).thenReturn(List.of(LAB));
    http.perform(get("/api/report-issuers/lab")).andExpect(status().isOk()).andExpect(jsonPath("$.kind").value("institution"))
        .andExpect(jsonPath("$.accreditedFrom").value("2026-01-01")).andExpect(jsonPath("$.accreditedUntil").isEmpty());
    http.perform(get("/api/report-issuers")).andExpect(status().isOk()).andExpect(jsonPath("$.items[0].issuerId").value("lab"));
    http.perform(get("/api/report-issuers/other")).andExpect(status().isNotFound());
  }

  @Test
  void an_issuer_is_put_on_the_list_with_who_did_it() throws Exception {
    when(issuers.replace(any(), any())).thenReturn(LAB);
    write("lab", BODY).andExpect(status().isOk()).andExpect(jsonPath("$.name").value("Shanghai Testing Lab"));
    verify(issuers).replace(LAB, "agent1");
  }

  @Test
  void another_id_a_wrong_day_and_another_shape_are_refused() throws Exception {
    write("lab", BODY.replace("{", "{\"issuerId\":\"other\",")).andExpect(status().isUnprocessableEntity());
    write("lab", BODY.replace("2026-01-01", "1.1.2026")).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("accreditedFrom"));
    write("lab", BODY.replace("{", "{\"more\":1,")).andExpect(status().isBadRequest());
    write("lab", BODY.replace("\"institution\"", "1")).andExpect(status().isBadRequest());
    verifyNoInteractions(issuers);
  }

  @Test
  void agents_and_administrators_and_nobody_else() throws Exception {
    for (var role : List.of(Role.BUYER, Role.MERCHANT, Role.FINANCE, Role.SERVICE_DESK, Role.PROCESS_OWNER, Role.INTEGRATION)) {
      caller.is(new Caller("u", Set.of(role), null, null, null));
      http.perform(get("/api/report-issuers")).andExpect(status().isForbidden());
      http.perform(get("/api/report-issuers/lab")).andExpect(status().isForbidden());
      write("lab", BODY).andExpect(status().isForbidden());
    }
    verifyNoInteractions(issuers);
    when(issuers.replace(any(), any())).thenReturn(LAB);
    for (var role : List.of(Role.SUPERVISOR, Role.ADMIN)) {
      caller.is(new Caller("u", Set.of(role), null, null, null));
      write("lab", BODY).andExpect(status().isOk());
    }
  }

  private ResultActions write(String id, String body) throws Exception {
    return http.perform(put("/api/report-issuers/" + id).contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
