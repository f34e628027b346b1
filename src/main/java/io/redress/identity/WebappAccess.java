package io.redress.identity;

import java.util.ArrayList;
import java.util.stream.Collectors;

/** Which of the engine's webapps open for whom, as their own login would have answered. */
final class WebappAccess {

  private WebappAccess() {}

  static String of(Caller caller) {
    var apps = new ArrayList<String>();
    apps.add("welcome");
    if (caller.isAny(Role.AGENT, Role.SUPERVISOR, Role.SERVICE_DESK, Role.PROCESS_OWNER, Role.ADMIN)) {
      apps.add("tasklist");
    }
    if (caller.isAny(Role.PROCESS_OWNER, Role.ADMIN)) {
      apps.add("cockpit");
    }
    if (caller.is(Role.ADMIN)) {
      apps.add("admin");
    }
    return "{\"userId\":\"%s\",\"authorizedApps\":[%s]}".formatted(
        caller.userId().replace("\\", "\\\\").replace("\"", "\\\""),
        apps.stream().map(app -> '"' + app + '"').collect(Collectors.joining(",")));
  }
}
