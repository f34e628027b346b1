package io.redress.process.engine;

import org.camunda.bpm.engine.BadUserRequestException;

/** A diagram, table or file that must not be deployed; one sentence says where, what and what to do instead. */
class Undeployable extends BadUserRequestException {

  Undeployable(String file, String element, String attribute, String why) {
    super(file + (element == null ? "" : ", element " + element) + (attribute == null ? "" : ", " + attribute) + ": " + why);
  }
}
