package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint of the API before every role: who is let in, and who is turned away before anything is looked at. */
@DoorTest
class EveryEndpointTest {

  /** One user of each role, by the role. */
  private static final Map<String, String> USERS = Map.of("buyer", "buyer1", "merchant", "m4711", "agent", "agent1", "supervisor", "supervisor1",
      "desk", "desk1", "finance", "finance1", "owner", "owner1", "shop", "shop", "admin", "admin");

  /** The one that needs no login: what it takes is signed. Without a secret it is closed to everybody alike. */
  private static final String GATEWAY = "POST /api/payments/callback";

  /** Each endpoint as it is mapped, and who is let in; the demo's clock is there in the demo only. */
  private static final String DOORS = """
      GET    /api/cases                                                everybody
      POST   /api/cases                                                buyer merchant agent supervisor
      GET    /api/cases/{caseId}                                       everybody
      POST   /api/cases/{caseId}/appeal                                buyer merchant
      POST   /api/cases/{caseId}/breach                                agent supervisor
      PATCH  /api/cases/{caseId}/deadline                              agent supervisor
      GET    /api/cases/{caseId}/evidence                              buyer merchant agent supervisor desk
      POST   /api/cases/{caseId}/evidence                              buyer merchant agent supervisor
      GET    /api/cases/{caseId}/evidence-rounds                       buyer merchant agent supervisor desk
      GET    /api/cases/{caseId}/evidence/{evidenceId}                 buyer merchant agent supervisor desk
      GET    /api/cases/{caseId}/evidence/{evidenceId}/preview         buyer merchant agent supervisor desk
      POST   /api/cases/{caseId}/information-request                   agent supervisor
      POST   /api/cases/{caseId}/interception                          agent supervisor
      DELETE /api/cases/{caseId}/intervention                          agent supervisor
      POST   /api/cases/{caseId}/intervention                          agent supervisor
      GET    /api/cases/{caseId}/timeline                              everybody
      POST   /api/cases/{caseId}/withdrawal                            buyer
      GET    /api/complaints                                           buyer merchant agent supervisor desk
      POST   /api/complaints                                           buyer
      GET    /api/complaints/{complaintId}                             buyer merchant agent supervisor desk
      GET    /api/me                                                   everybody
      GET    /api/merchants/{merchantId}/account                       merchant agent supervisor finance
      POST   /api/merchants/{merchantId}/account/credits               shop
      GET    /api/merchants/{merchantId}/settings                      merchant agent supervisor
      PUT    /api/merchants/{merchantId}/settings                      merchant agent supervisor
      POST   /api/negotiations                                         merchant agent supervisor
      GET    /api/orders                                               everybody
      POST   /api/orders/import                                        shop
      GET    /api/orders/imports/{importId}                            shop
      PUT    /api/orders/{orderId}                                     shop
      POST   /api/orders/{orderId}/promises                            agent supervisor shop
      POST   /api/payments/callback                                    everybody
      GET    /api/report-issuers                                       agent supervisor admin
      GET    /api/report-issuers/{issuerId}                            agent supervisor admin
      PUT    /api/report-issuers/{issuerId}                            agent supervisor admin
      GET    /api/service-partners/{servicePartnerId}/account          agent supervisor desk finance
      POST   /api/service-partners/{servicePartnerId}/account/credits  shop
      POST   /api/shipments/events                                     shop
      GET    /api/tasks                                                everybody
      GET    /api/tasks/{taskId}                                       everybody
      DELETE /api/tasks/{taskId}/claim                                 agent supervisor desk finance owner admin
      POST   /api/tasks/{taskId}/claim                                 agent supervisor desk finance owner admin
      POST   /api/tasks/{taskId}/completion                            everybody
      GET    /api/vouchers                                             buyer
      DELETE /api/vouchers/{voucherId}/redemption                      shop
      POST   /api/vouchers/{voucherId}/redemption                      shop
      """;

  @LocalServerPort int port;
  @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

  @Test
  void every_endpoint_of_the_api_has_a_row_here() {
    var mapped = new TreeSet<String>();
    mappings.getHandlerMethods().forEach((mapping, handler) -> {
      if (handler.getBeanType().getPackageName().equals("io.redress.api")) {
        mapping.getMethodsCondition().getMethods().forEach(method -> mapping.getPatternValues().forEach(path -> mapped.add(method + " " + path)));
      }
    });
    assertThat(doors().keySet()).containsExactlyInAnyOrderElementsOf(mapped);
  }

  @ParameterizedTest(name = "{0} is for {1}")
  @MethodSource("rows")
  void every_role_is_let_in_where_it_has_business_and_nowhere_else(String door, List<String> letIn) {
    assertThat(USERS).as("one of each role").hasSameSizeAs(Role.values());
    USERS.forEach((role, user) -> check(role, knock(Http.as(port, user), door), letIn.contains(role) || letIn.contains("everybody")));
    check("shop for a buyer", knock(Http.as(port, "shop"), door, "X-On-Behalf-Of", "buyer1"), letIn.contains("buyer") || letIn.contains("everybody"));
    assertThat(knock(Http.anonymous(port), door)).as("without login").isEqualTo(door.equals(GATEWAY) ? 503 : 401);
  }

  private static void check(String who, int status, boolean letIn) {
    if (letIn) {
      assertThat(status).as(who).isNotIn(401, 403, 405, 415);
    } else {
      assertThat(status).as(who).isEqualTo(403);
    }
  }

  /** Everywhere about something that there is not, with nothing in it: whoever is let in changes nothing. */
  private static int knock(Http http, String door, String... headers) {
    var method = door.substring(0, door.indexOf(' '));
    var path = door.substring(door.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "unknown");
    if (door.equals("POST /api/cases/{caseId}/evidence") || door.equals("POST /api/orders/import")) {
      var file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n\r\n--x--\r\n";
      return http.raw(path, "multipart/form-data; boundary=x", BodyPublishers.ofString(file), headers).statusCode();
    }
    return http.send(method, path, method.equals("GET") ? "" : "{}", headers).statusCode();
  }

  private static Stream<Arguments> rows() {
    return doors().entrySet().stream().map(door -> Arguments.of(door.getKey(), door.getValue()));
  }

  private static Map<String, List<String>> doors() {
    var doors = new LinkedHashMap<String, List<String>>();
    DOORS.lines().map(line -> line.split(" +")).forEach(words ->
        assertThat(doors.put(words[0] + " " + words[1], List.of(words).subList(2, words.length))).as("a second row").isNull());
    return doors;
  }
}
