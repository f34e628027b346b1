package io.redress.api;

import io.redress.identity.Caller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells a page who is signed in. */
@RestController
class Me {

  record CallerView(String userId, List<String> roles, String merchantId, String buyerId) {}

  @GetMapping("/api/me")
  CallerView me(Caller caller) {
    var roles = caller.roles().stream().map(role -> role.name().toLowerCase().replace('_', '-')).sorted().toList();
    return new CallerView(caller.userId(), roles, caller.merchantId(), caller.buyerId());
  }
}
