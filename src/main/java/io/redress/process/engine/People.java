package io.redress.process.engine;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Creates users and groups that are missing; what exists is left alone, its password too. */
@Component
class People {

  private final IdentityService identity;

  People(IdentityService identity) {
    this.identity = identity;
  }

  void ensureGroup(String id, String name, String type) {
    if (identity.createGroupQuery().groupId(id).count() == 0) {
      var group = identity.newGroup(id);
      group.setName(name);
      group.setType(type);
      identity.saveGroup(group);
    }
  }

  void ensureUser(String id, String password, String firstName, String lastName, String... groups) {
    if (identity.createUserQuery().userId(id).count() == 0) {
      var user = identity.newUser(id);
      user.setFirstName(firstName);
      user.setLastName(lastName);
      user.setPassword(password);
      identity.saveUser(user);
      for (var group : groups) {
        ensureGroup(group, group, "WORKFLOW");
        identity.createMembership(id, group);
      }
    }
  }

  boolean isEmpty(String group) {
    return identity.createUserQuery().memberOfGroup(group).count() == 0;
  }
}
