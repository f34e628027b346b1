package io.redress.api;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.redress.CaseId;
import io.redress.FileType;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.Viewer;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** In what shape evidence comes and goes, and who may; what is taken is the dispute room's to say. */
class EvidenceApiTest {

  private static final CaseId CASE = CaseId.of("c-1");
  private static final Evidence PHOTO = new Evidence("e-1", CASE, Actor.Kind.BUYER, "buyer1", null, "evil\"\r\nname.svg", FileType.JPEG, 3, "ab12",
      Instant.parse("2026-11-20T04:00:00Z"), true);

  private final CaseEvidence evidence = mock();
  private final StandsFor caller = new StandsFor(new Caller("buyer1", Set.of(Role.BUYER), null, "buyer1", null));
  private final MockMvc http = MockMvcBuilders.standaloneSetup(new EvidenceController(evidence))
      .setMessageConverters(new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().build()))
      .setControllerAdvice(new Problems(), new StandsFor.Denied()).setCustomArgumentResolvers(caller).build();

  @Test
  void a_file_is_put_forward() throws Exception {
    when(evidence.add(eq(CASE), eq("photo.jpg"), any(), eq(Viewer.buyer("buyer1", null)))).thenReturn(PHOTO);
    http.perform(multipart("/api/cases/c-1/evidence").file(new MockMultipartFile("file", "photo.jpg", "text/html", new byte[] {1, 2, 3})))
        .andExpect(status().isCreated()).andExpect(header().string("Location", "/api/cases/c-1/evidence/e-1"))
        .andExpect(jsonPath("$.evidenceId").value("e-1")).andExpect(jsonPath("$.mediaType").value("image/jpeg"))
        .andExpect(jsonPath("$.side").value("buyer")).andExpect(jsonPath("$.sha256").value("ab12")).andExpect(jsonPath("$.size").value(3));
  }

  @Test
  void without_a_file_nothing_is_put_forward() throws Exception {
    http.perform(multipart("/api/cases/c-1/evidence")).andExpect(status().isBadRequest());
    verifyNoInteractions(evidence);
  }

  @Test
  void a_refusal_names_the_file() throws Exception {
    when(evidence.add(any(), any(), any(), any())).thenThrow(Refused.invalid("file", null, "Send a picture."));
    http.perform(multipart("/api/cases/c-1/evidence").file("file", new byte[] {1})).andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("file"));
  }

  @Test
  void a_list_is_a_page() throws Exception {
    when(evidence.of(CASE, Viewer.buyer("buyer1", null))).thenReturn(List.of(PHOTO));
    http.perform(get("/api/cases/c-1/evidence")).andExpect(status().isOk()).andExpect(jsonPath("$.total").value(1))
        .andExpect(jsonPath("$.items[0].uploadedBy").value("buyer1")).andExpect(jsonPath("$.items[0].hasPreview").value(true))
        .andExpect(jsonPath("$.items[0].actingUser").doesNotExist());
  }

  @Test
  void a_download_is_saved_and_never_shown_whatever_it_was_called() throws Exception {
    when(evidence.find(CASE, "e-1", Viewer.buyer("buyer1", null))).thenReturn(PHOTO);
    doAnswer(call -> {
      call.getArgument(1, OutputStream.class).write(new byte[] {1, 2, 3});
      return null;
    }).when(evidence).copy(eq(PHOTO), any());
    http.perform(get("/api/cases/c-1/evidence/e-1")).andExpect(status().isOk())
        .andExpect(header().string("Content-Disposition", "attachment; filename=\"evidence-e-1.jpg\""))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"))
        .andExpect(header().string("Content-Type", "image/jpeg")).andExpect(header().longValue("Content-Length", 3))
        .andExpect(content().bytes(new byte[] {1, 2, 3}));
  }

  @Test
  void a_preview_is_shown_alone_and_never_changes() throws Exception {
    when(evidence.preview(CASE, "e-1", Viewer.buyer("buyer1", null))).thenReturn(new byte[] {1, 2, 3});
    http.perform(get("/api/cases/c-1/evidence/e-1/preview")).andExpect(status().isOk())
        .andExpect(header().string("Content-Disposition", "inline")).andExpect(header().string("Content-Type", "image/jpeg"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"))
        .andExpect(header().string("Cache-Control", "private, max-age=86400, immutable")).andExpect(header().string("Vary", "Cookie, Authorization"))
        .andExpect(header().longValue("Content-Length", 3)).andExpect(content().bytes(new byte[] {1, 2, 3}));
  }

  @Test
  void what_one_may_not_see_is_not_there() throws Exception {
    when(evidence.find(any(), any(), any())).thenThrow(Refused.notFound("evidence", "e-1"));
    when(evidence.preview(any(), any(), any())).thenThrow(Refused.notFound("evidence", "e-1"));
    http.perform(get("/api/cases/c-1/evidence/e-1/preview")).andExpect(status().isNotFound()).andExpect(header().string("Cache-Control", (String) null));
    http.perform(get("/api/cases/c-1/evidence/e-1")).andExpect(status().isNotFound()).andExpect(header().doesNotExist("Content-Disposition"));
  }

  @Test
  void buyers_merchants_and_agents_and_to_read_the_service_desk_and_nobody_else() throws Exception {
    for (var role : List.of(Role.FINANCE, Role.PROCESS_OWNER, Role.INTEGRATION, Role.ADMIN)) {
      caller.is(new Caller("u", Set.of(role), null, null, null));
      http.perform(get("/api/cases/c-1/evidence")).andExpect(status().isForbidden());
      http.perform(get("/api/cases/c-1/evidence/e-1")).andExpect(status().isForbidden());
      http.perform(get("/api/cases/c-1/evidence/e-1/preview")).andExpect(status().isForbidden());
      http.perform(multipart("/api/cases/c-1/evidence").file("file", new byte[] {1})).andExpect(status().isForbidden());
    }
    caller.is(new Caller("desk1", Set.of(Role.SERVICE_DESK), null, null, null));
    http.perform(multipart("/api/cases/c-1/evidence").file("file", new byte[] {1})).andExpect(status().isForbidden());
    verifyNoInteractions(evidence);
    http.perform(get("/api/cases/c-1/evidence")).andExpect(status().isOk());
    caller.is(new Caller("m4711", Set.of(Role.MERCHANT), "4711", null, null));
    http.perform(get("/api/cases/c-1/evidence")).andExpect(status().isOk());
    verify(evidence).of(CASE, Viewer.merchant("4711", "m4711"));
    for (var role : List.of(Role.AGENT, Role.SUPERVISOR)) {
      caller.is(new Caller("agent1", Set.of(role), null, null, null));
      http.perform(get("/api/cases/c-1/evidence")).andExpect(status().isOk());
    }
  }
}
