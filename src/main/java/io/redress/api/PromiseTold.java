package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Refused;
import io.redress.order.Promise;
import java.util.List;

/** A merchant's promise about after-sales as it is told (RP-05): a source by its code, times ISO-8601 with offset; note may be left out. */
record PromiseTold(
    @JsonDeserialize(using = Strict.Text.class) String source,
    @JsonDeserialize(using = Strict.Text.class) String madeAt,
    @JsonDeserialize(using = Strict.Text.class) String until,
    @JsonDeserialize(using = Strict.Text.class) String note) {

  static final PromiseTold NOTHING = new PromiseTold(null, null, null, null);

  /** What it cannot say is added to the violations, and stands as missing. */
  Promise toPromise(String prefix, List<Refused.Field> violations) {
    return new Promise(Promise.Source.of(source).orElse(null), OrderSnapshot.time(prefix + "madeAt", madeAt, "RP-05", violations),
        OrderSnapshot.time(prefix + "until", until, "RP-05", violations), note == null || note.isBlank() ? null : note);
  }
}
