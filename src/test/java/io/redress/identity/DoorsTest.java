package io.redress.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@DoorTest
class DoorsTest {

  @LocalServerPort int port;
  @Autowired IdentityService identity;

  @ParameterizedTest(name = "{0} asking for {1} gets {2}")
  @CsvSource({
    // nobody
    ",/api/me,401", ",/api/unknown,401", ",/engine-rest/task/count,401", ",/engine-rest,401", ",/camunda/api/engine/engine/,401",
    ",/camunda/api/admin/auth/user/default,401", ",/actuator/health,200", ",/actuator/env,401",
    ",/camunda/app/tasklist/scripts/config.js,401", ",/nothing-here.html,404",
    // our API
    "buyer1,/api/me,200", "m4711,/api/me,200", "agent1,/api/me,200", "shop,/api/me,200", "buyer1,/api/unknown,404",
    "desk1,/api/complaints,200", "agent1,/api/complaints,200", "supervisor1,/api/complaints,200", "buyer1,/api/complaints,200", "m4711,/api/complaints,200",
    "shop,/api/complaints,403", "finance1,/api/complaints,403", "owner1,/api/complaints,403", "admin,/api/complaints,403", ",/api/complaints,401",
    "buyer1,/api/complaints/unknown,404", "finance1,/api/service-partners/tp-1/account,200", "desk1,/api/service-partners/tp-1/account,200",
    "m4711,/api/service-partners/tp-1/account,403", "buyer1,/api/service-partners/tp-1/account,403",
    // the webapps
    "agent1,/camunda/api/engine/engine/default/task/count,200", "supervisor1,/camunda/api/engine/engine/default/task/count,200",
    "desk1,/camunda/api/engine/engine/default/task/count,200", "owner1,/camunda/api/engine/engine/default/task/count,200",
    "admin,/camunda/api/engine/engine/default/task/count,200", "finance1,/camunda/api/engine/engine/default/task/count,403",
    "shop,/camunda/api/engine/engine/default/task/count,403", "m4711,/camunda/api/engine/engine/default/task/count,403",
    "buyer1,/camunda/api/engine/engine/default/task/count,403", "buyer1,/camunda/app/tasklist/default/,403",
    "m4711,/camunda/app/tasklist/default/,403",
    // the engine
    "admin,/engine-rest/task/count,200", "owner1,/engine-rest/task/count,200", "agent1,/engine-rest/task/count,403", "supervisor1,/engine-rest/task/count,403",
    "desk1,/engine-rest/task/count,403", "finance1,/engine-rest/task/count,403", "shop,/engine-rest/task/count,403", "m4711,/engine-rest/task/count,403",
    "buyer1,/engine-rest/task/count,403", "m4711,/engine-rest,403",
    // what runs it
    "admin,/actuator/env,404", "owner1,/actuator/env,403",
  })
  void doors_open_for_whom_they_should(String user, String path, int status) {
    var http = user == null ? Http.anonymous(port) : Http.as(port, user);
    var answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 401 || status == 403) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("\"status\":" + status, "\"type\":\"/problems/", "\"detail\":");
    }
  }

  @Test
  void the_gateways_callback_needs_no_login() {
    assertThat(Http.anonymous(port).post("/api/payments/callback", "{}").statusCode()).isNotIn(401, 403);
    assertThat(Http.anonymous(port).get("/api/payments/callback").statusCode()).isEqualTo(401);
  }

  @Test
  void the_description_of_the_api_is_public_and_shows_no_caller() {
    var answer = Http.anonymous(port).get("/api/openapi");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("/api/me").doesNotContain("actingUserId");
  }

  @Test
  void wrong_and_unknown_users_look_the_same() {
    var wrong = Http.as(port, "buyer1", "nope").get("/api/me");
    var unknown = Http.as(port, "nobody", "nope").get("/api/me");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(Http.as(port, "buyer1").get("/api/me").statusCode()).as("a wrong password delays nobody else").isEqualTo(200);
  }

  @Test
  void ten_wrong_passwords_close_the_door_for_five_minutes() {
    person("clumsy", "buyer");
    for (var i = 0; i < 10; i++) {
      assertThat(Http.as(port, "clumsy", "nope").get("/api/me").statusCode()).isEqualTo(401);
    }
    assertThat(Http.as(port, "clumsy").get("/api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void only_a_program_is_asked_for_a_password_by_the_protocol() {
    var http = Http.anonymous(port);
    assertThat(http.get("/api/me").headers().firstValue("WWW-Authenticate")).hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
    assertThat(http.get("/api/me", "Sec-Fetch-Mode", "cors").headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(http.get("/api/me", "Accept", "text/html").headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(http.get("/api/me", "Sec-Fetch-Mode", "cors").statusCode()).isEqualTo(401);
  }

  @Test
  void me_says_who_is_signed_in() {
    assertThat(Http.as(port, "m4711").get("/api/me").body())
        .isEqualTo("{\"userId\":\"m4711\",\"roles\":[\"merchant\"],\"merchantId\":\"4711\",\"buyerId\":null}");
    assertThat(Http.as(port, "buyer1").get("/api/me").body())
        .isEqualTo("{\"userId\":\"buyer1\",\"roles\":[\"buyer\"],\"merchantId\":null,\"buyerId\":\"buyer1\"}");
    assertThat(Http.as(port, "desk1").get("/api/me").body()).contains("[\"service-desk\"]");
  }

  @Test
  void who_works_for_two_merchants_is_none() {
    person("both", "merchant", "merchant-4711", "merchant-4712");
    assertThat(Http.as(port, "both").get("/api/me").body()).contains("\"roles\":[]", "\"merchantId\":null");
  }

  @Test
  void a_shop_acts_for_its_buyer_and_for_nobody_else() {
    var seen = Http.as(port, "shop").post("/api/test/caller", "{}", "X-On-Behalf-Of", "buyer-77");
    assertThat(seen.body()).isEqualTo("{\"userId\":\"buyer-77\",\"buyerId\":\"buyer-77\",\"acting\":\"shop\",\"roles\":\"[BUYER]\"}");
    assertThat(Http.as(port, "shop").get("/api/test/caller").body()).contains("\"userId\":\"shop\"", "INTEGRATION");
    for (var other : new String[] {"buyer1", "m4711", "agent1", "admin", "owner1"}) {
      assertProblem(Http.as(port, other).get("/api/test/caller", "X-On-Behalf-Of", "buyer2"), 403, "on-behalf");
    }
    assertProblem(Http.as(port, "shop").get("/api/test/caller", "X-On-Behalf-Of", "a b; c"), 403, "on-behalf");
    assertThat(Http.anonymous(port).get("/api/test/caller", "X-On-Behalf-Of", "buyer2").statusCode()).isEqualTo(401);
    assertProblem(Http.as(port, "shop").get("/engine-rest/task/count", "X-On-Behalf-Of", "admin"), 403, "forbidden");
  }

  // --- session and CSRF

  @Test
  void a_session_changes_nothing_without_its_token() {
    var browser = Http.signedIn(port, "buyer1");
    assertThat(browser.get("/api/test/caller").statusCode()).isEqualTo(200);
    assertProblem(browser.post("/api/test/caller", "{}"), 403, "csrf");
    assertProblem(browser.post("/api/test/caller", "{}", "X-REDRESS-CSRF", "forged"), 403, "csrf");
    assertThat(browser.post("/api/test/caller", "{}", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_password_on_the_request_needs_no_token() {
    assertThat(Http.as(port, "buyer1").post("/api/test/caller", "{}").statusCode()).isEqualTo(200);
    assertProblem(Http.anonymous(port).post("/api/test/caller", "{}"), 401, "no-login");
  }

  @Test
  void signing_in_needs_the_token_too() {
    var browser = Http.anonymous(port);
    assertProblem(browser.form("/login", "buyer1", "buyer1"), 403, "csrf");
    browser.get("/api/me");
    assertProblem(browser.form("/login", "buyer1", "wrong", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF")), 401, "wrong-login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "Cross-Site"})
  void another_site_changes_nothing_even_with_password_or_token(String site) {
    assertProblem(Http.as(port, "buyer1").post("/api/test/caller", "{}", "Sec-Fetch-Site", site), 403, "cross-site");
    assertProblem(Http.as(port, "admin").post("/engine-rest/task/count", "{}", "Sec-Fetch-Site", site), 403, "cross-site");
    assertProblem(Http.anonymous(port).post("/api/payments/callback", "{}", "Sec-Fetch-Site", site), 403, "cross-site");
    var browser = Http.signedIn(port, "buyer1");
    assertProblem(browser.post("/api/test/caller", "{}", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF"), "Sec-Fetch-Site", site),
        403, "cross-site");
    assertThat(Http.as(port, "buyer1").post("/api/test/caller", "{}", "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    assertThat(Http.as(port, "buyer1").get("/api/test/caller", "Sec-Fetch-Site", site).statusCode()).isEqualTo(200);
  }

  @Test
  void a_login_starts_a_new_session_with_a_careful_cookie() {
    var browser = Http.anonymous(port);
    browser.get("/api/me");
    var answer = browser.form("/login", "agent1", "agent1", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF"));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anySatisfy(cookie -> assertThat(cookie).contains("JSESSIONID=", "HttpOnly", "SameSite=Lax"));
    var before = browser.cookie("JSESSIONID");
    var again = browser.form("/login", "agent1", "agent1", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF"));
    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(browser.cookie("JSESSIONID")).isNotEmpty().isNotEqualTo(before);
  }

  @Test
  void signing_out_ends_the_session() {
    var browser = Http.signedIn(port, "buyer1");
    assertProblem(browser.post("/logout", ""), 403, "csrf");
    assertThat(browser.post("/logout", "", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF")).statusCode()).isEqualTo(204);
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
  }

  // --- one login for all

  @Test
  void one_login_opens_tasklist_too() {
    var browser = Http.signedIn(port, "agent1");
    var page = browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    var who = browser.get("/camunda/api/admin/auth/user/default");
    assertThat(who.statusCode()).as(who.body()).isEqualTo(200);
    assertThat(who.body()).contains("\"userId\":\"agent1\"", "tasklist").doesNotContain("cockpit", "\"admin\"");
    var query = browser.post("/camunda/api/engine/engine/default/task/count", "{}", "X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
    assertThat(query.statusCode()).as(query.body()).isEqualTo(200);
  }

  @Test
  void owners_open_cockpit_and_agents_do_not() {
    assertThat(Http.signedIn(port, "owner1").get("/camunda/app/cockpit/default/", "Accept", "text/html").statusCode()).isEqualTo(200);
    assertThat(Http.signedIn(port, "agent1").get("/camunda/app/cockpit/default/", "Accept", "text/html").statusCode()).isNotEqualTo(200);
    assertThat(Http.signedIn(port, "owner1").get("/camunda/app/admin/default/", "Accept", "text/html").statusCode()).isNotEqualTo(200);
    assertThat(Http.signedIn(port, "admin").get("/camunda/app/admin/default/", "Accept", "text/html").statusCode()).isEqualTo(200);
  }

  @Test
  void a_browser_without_login_is_led_to_our_page_and_back() {
    var answer = Http.anonymous(port).get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(to -> assertThat(to).endsWith("/?next=/camunda/app/tasklist/default/"));
  }

  @Test
  void the_webapps_own_form_signs_in_with_us() {
    var browser = Http.anonymous(port);
    assertProblem(browser.form("/camunda/api/admin/auth/user/default/login/tasklist", "agent1", "nope"), 401, "wrong-login");
    var answer = browser.form("/camunda/api/admin/auth/user/default/login/tasklist", "agent1", "agent1");
    assertThat(answer.body()).isEqualTo("{\"userId\":\"agent1\",\"authorizedApps\":[\"welcome\",\"tasklist\"]}");
    assertThat(browser.get("/api/me").body()).contains("agent1");
    var buyer = Http.anonymous(port);
    buyer.form("/camunda/api/admin/auth/user/default/login/tasklist", "buyer1", "buyer1");
    assertThat(buyer.get("/camunda/api/engine/engine/default/task/count").statusCode()).isEqualTo(403);
  }

  @Test
  void another_user_in_the_same_browser_is_another_user_in_the_webapps() {
    var browser = Http.signedIn(port, "admin");
    browser.get("/camunda/app/admin/default/", "Accept", "text/html");
    assertThat(browser.form("/login", "agent1", "agent1", "X-REDRESS-CSRF", browser.cookie("REDRESS-CSRF")).statusCode()).isEqualTo(204);
    assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).doesNotContain("\"userId\":\"admin\"");
    assertThat(browser.get("/camunda/app/admin/default/", "Accept", "text/html").statusCode()).isNotEqualTo(200);
  }

  @Test
  void signing_out_in_the_webapps_signs_out_everywhere() {
    var browser = Http.signedIn(port, "agent1");
    browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(browser.post("/camunda/api/admin/auth/user/default/logout", "").statusCode()).isEqualTo(200);
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
  }

  // --- headers and sizes

  @Test
  void our_pages_load_nothing_from_elsewhere() {
    var page = Http.anonymous(port).get("/", "Accept", "text/html");
    assertCareful(page);
    assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy ->
        assertThat(policy).contains("default-src 'self'", "script-src 'self';", "style-src 'self';"));
    var tasklist = Http.signedIn(port, "agent1").get("/camunda/app/tasklist/default/", "Accept", "text/html").headers();
    assertThat(tasklist.allValues("Content-Security-Policy")).singleElement().satisfies(policy -> assertThat(policy).contains("nonce-"));
  }

  @ParameterizedTest(name = "{0} asking for {1} gets {2}")
  @CsvSource({
    ",/nothing-here.html,404", ",/api/me,401", ",/api/openapi,200", ",/actuator/health,200", "buyer1,/api/me,200",
    "buyer1,/api/unknown,404", "buyer1,/api/tasks/unknown,404", "buyer1,/api/orders?page=x,400", "buyer1,/engine-rest/task,403",
    "admin,/engine-rest/task/count,200", "admin,/engine-rest/task/unknown,404", "admin,/engine-rest/task?assigneeExpression=1,400",
    "admin,/api/test;x/caller,400",
  })
  void every_answer_is_careful(String user, String path, int status) {
    var http = user == null ? Http.anonymous(port) : Http.as(port, user);
    var answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertCareful(answer);
  }

  @Test
  void a_refusal_in_front_of_the_login_is_careful_too() {
    var answer = Http.anonymous(port).raw("/unknown", "text/plain", BodyPublishers.ofByteArray(new byte[2 * 1024 * 1024]));
    assertProblem(answer, 413, "too-large");
    assertCareful(answer);
    assertCareful(Http.as(port, "buyer1").post("/api/test/caller", "{}", "Sec-Fetch-Site", "cross-site"));
    assertProblem(Http.as(port, "admin").get("/api//test/caller"), 400, "address");
  }

  private static void assertCareful(HttpResponse<String> answer) {
    var headers = answer.headers();
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
    assertThat(headers.allValues("Content-Security-Policy")).singleElement().asString()
        .contains("frame-ancestors 'none'").doesNotContain("unsafe-eval", "unsafe-inline");
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  // --- whoever loses a role

  /** The session's roles are read with every request here, every 30 s otherwise. */
  @Test
  void a_lost_role_is_lost_at_once_in_an_open_session_and_with_a_password() {
    person("leaver", "agent", "supervisor");
    var browser = Http.signedIn(port, "leaver");
    browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(browser.get("/api/me").body()).contains("\"agent\"", "\"supervisor\"");
    identity.deleteMembership("leaver", "supervisor");
    assertThat(browser.get("/api/me").body()).contains("\"agent\"").doesNotContain("supervisor");
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode()).isEqualTo(200);
    identity.deleteMembership("leaver", "agent");
    assertThat(browser.get("/camunda/api/engine/engine/default/task/count").statusCode()).isEqualTo(403);
    assertThat(browser.get("/camunda/app/tasklist/default/", "Accept", "text/html").statusCode()).isEqualTo(403);
    assertThat(Http.as(port, "leaver").get("/camunda/api/engine/engine/default/task/count").statusCode()).isEqualTo(403);
    identity.createMembership("leaver", "process-owner");
    assertThat(browser.get("/engine-rest/task/count").statusCode()).isEqualTo(200);
    identity.deleteUser("leaver");
    assertThat(browser.get("/engine-rest/task/count").statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(Http.as(port, "leaver").get("/api/me").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest(name = "{0} with {1} MB")
  @CsvSource({
    "/engine-rest/task/1/variables/x/data,60", "/engine-rest/deployment/create,11", "/engine-rest/task/count,2", "/camunda/api/engine/engine/default/task/count,2",
    "/api/test/caller,2", "/api/orders/import,130", "/api/cases/c-1/evidence,21", "/unknown,2",
  })
  void a_body_that_is_too_large_is_refused_before_anything_reads_it(String path, int megabytes) {
    var type = path.contains("data") || path.contains("create") || path.contains("import") || path.contains("evidence") ? "multipart/form-data; boundary=x" : "application/json";
    var body = new byte[megabytes * 1024 * 1024];
    assertProblem(Http.as(port, "admin").raw(path, type, BodyPublishers.ofByteArray(body)), 413, "too-large");
    if (!path.contains("import") && !path.contains("evidence")) {
      var streamed = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
      assertProblem(Http.as(port, "admin").raw(path, type, streamed), 413, "too-large");
    }
  }

  @Test
  void what_is_not_too_large_arrives_whole() {
    var json = "{\"name\":\"" + "x".repeat(900_000) + "\"}";
    assertThat(Http.as(port, "admin").post("/engine-rest/task/count", json).statusCode()).isEqualTo(200);
    var streamed = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json.getBytes()));
    assertThat(Http.as(port, "admin").raw("/engine-rest/task/count", "application/json", streamed).statusCode()).isEqualTo(200);
    var upload = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("--x--".getBytes()));
    assertProblem(Http.as(port, "admin").raw("/api/test/caller", "multipart/form-data; boundary=x", upload), 411, "length-required");
  }

  private void person(String id, String... groups) {
    var user = identity.newUser(id);
    user.setPassword(id);
    identity.saveUser(user);
    for (var group : groups) {
      identity.createMembership(id, group);
    }
  }

  static void assertProblem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"type\":\"/problems/" + type + "\"");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }
}
