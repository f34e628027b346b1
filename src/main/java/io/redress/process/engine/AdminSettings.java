package io.redress.process.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The administrator that is created when there is none yet; once one exists, these two are not looked at any more. */
@ConfigurationProperties("redress.admin")
record AdminSettings(String user, String password) {

  boolean areSet() {
    return user != null && !user.isBlank() && password != null && !password.isBlank();
  }
}
