package io.redress.identity;

import java.util.Optional;

/** Where users, their passwords and their groups are kept. */
public interface UserDirectory {

  /** The user of that name when the password is right; empty for a wrong password, an unknown and a locked user alike. */
  Optional<Caller> login(String userId, String password);

  /** The user with the roles that hold now, or empty when there is none any more. */
  Optional<Caller> find(String userId);
}
