package io.redress.process.engine;

import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.identity.UserDirectory;
import java.util.EnumSet;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** Users and groups as the engine's identity service keeps them, managed in Camunda Admin. */
@Component
class EngineUsers implements UserDirectory {

  static final String MERCHANT_PREFIX = "merchant-";

  private final IdentityService identity;

  EngineUsers(IdentityService identity) {
    this.identity = identity;
  }

  @Override
  public Optional<Caller> login(String userId, String password) {
    if (userId == null || userId.isBlank() || password == null || !identity.checkPassword(userId, password)) {
      return Optional.empty();
    }
    return find(userId);
  }

  /** Whoever belongs to no merchant, or to more than one, is no merchant here: a caller acts for exactly one. */
  @Override
  public Optional<Caller> find(String userId) {
    var user = identity.createUserQuery().userId(userId).singleResult();
    if (user == null) {
      return Optional.empty();
    }
    var groups = identity.createGroupQuery().groupMember(user.getId()).list().stream().map(Group::getId).toList();
    var roles = EnumSet.noneOf(Role.class);
    groups.stream().map(Role::ofGroup).filter(role -> role != null).forEach(roles::add);
    var merchants = groups.stream().filter(group -> group.startsWith(MERCHANT_PREFIX)).toList();
    if (merchants.size() != 1) {
      roles.remove(Role.MERCHANT);
    }
    var merchantId = roles.contains(Role.MERCHANT) ? merchants.get(0).substring(MERCHANT_PREFIX.length()) : null;
    var buyerId = roles.contains(Role.BUYER) ? user.getId() : null;
    return Optional.of(new Caller(user.getId(), roles, merchantId, buyerId, null));
  }
}
