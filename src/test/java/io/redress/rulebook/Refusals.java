package io.redress.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal must say. */
final class Refusals {

  private Refusals() {}

  /** {@code clause} is null where none is asked for. */
  static void refused(ThrowingCallable call, Refused.Kind kind, String type, String clause) {
    assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, no -> {
      assertThat(no.kind()).isEqualTo(kind);
      assertThat(no.type()).isEqualTo(type);
      if (clause != null) {
        assertThat(no.clause()).isEqualTo(clause);
      }
    });
  }

  static void conflict(ThrowingCallable call, String type, String clause) {
    refused(call, Refused.Kind.CONFLICT, type, clause);
  }

  /** Exactly this field breaks a rule. */
  static void invalid(ThrowingCallable call, String field, String clause) {
    refused(call, Refused.Kind.INVALID, "invalid-values", clause);
    assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.fields()).extracting(Refused.Field::field).containsExactly(field));
  }
}
