package io.redress.identity;

import java.util.EnumSet;
import java.util.Set;

/** What somebody is to Redress; each role is one group of the user directory. */
public enum Role {
  BUYER("buyer"),
  MERCHANT("merchant"),
  AGENT("agent"),
  SUPERVISOR("supervisor"),
  SERVICE_DESK("service-desk"),
  PROCESS_OWNER("process-owner"),
  FINANCE("finance"),
  INTEGRATION("integration"),
  ADMIN("camunda-admin");

  private static final Set<Role> STAFF = EnumSet.of(AGENT, SUPERVISOR, SERVICE_DESK, PROCESS_OWNER, FINANCE, ADMIN);

  private final String group;

  Role(String group) {
    this.group = group;
  }

  /** The id of the group whose members have this role. */
  public String group() {
    return group;
  }

  /** Whether people of this role work for the platform, not for a shop, a buyer or a machine. */
  public boolean isStaff() {
    return STAFF.contains(this);
  }

  /** The role of a group, or null when the group is none of ours. */
  public static Role ofGroup(String group) {
    for (var role : values()) {
      if (role.group.equals(group)) {
        return role;
      }
    }
    return null;
  }

  /** The authority by which Spring Security knows this role, such as {@code ROLE_SERVICE_DESK}. */
  public String authority() {
    return "ROLE_" + name();
  }
}
