package io.redress.model;

import java.util.List;
import java.util.function.BiConsumer;

/** A rule for one kind of file; its name is the sentence that holds. */
record Rule<M>(String name, BiConsumer<M, Findings> check) {

  Findings findingsIn(List<M> models) {
    var findings = new Findings();
    models.forEach(model -> check.accept(model, findings));
    return findings;
  }

  @Override
  public String toString() {
    return name;
  }
}
