package io.redress;

import java.util.List;

/**
 * A business "no". Nothing was changed; the message is for a person and says what to do instead.
 *
 * <p>{@code type} is stable and machine-readable ({@code window-closed}), {@code clause} is the rule it comes from, or null.
 */
public class Refused extends RuntimeException {

  /** What kind of "no": absent (or somebody else's), forbidden by the state of things, or a value that breaks a rule. */
  public enum Kind { NOT_FOUND, CONFLICT, INVALID }

  /** One value that breaks a rule; {@code clause} may be null. What a person reads is "English / 中文"; our pages show the reader's half. */
  public record Field(String field, String message, String clause) {

    public Field(String field, String english, String chinese, String clause) {
      this(field, english + " / " + chinese, clause);
    }
  }

  private final Kind kind;
  private final String type;
  private final String clause;
  private final transient List<Field> fields;

  protected Refused(Kind kind, String type, String clause, String detail, List<Field> fields) {
    super(detail);
    this.kind = kind;
    this.type = type;
    this.clause = clause;
    this.fields = List.copyOf(fields);
  }

  public static Refused notFound(String what, String id) {
    return new Refused(Kind.NOT_FOUND, "not-found", null, "There is no " + what + " " + id + " that you may see.", List.of());
  }

  public static Refused conflict(String type, String clause, String detail) {
    return new Refused(Kind.CONFLICT, type, clause, detail, List.of());
  }

  public static Refused invalid(String field, String clause, String message) {
    return invalid(List.of(new Field(field, message, clause)));
  }

  public static Refused invalid(String field, String clause, String english, String chinese) {
    return invalid(List.of(new Field(field, english, chinese, clause)));
  }

  public static Refused invalid(List<Field> fields) {
    var first = fields.get(0);
    return new Refused(Kind.INVALID, "invalid-values", first.clause(), first.field() + ": " + first.message(), fields);
  }

  public Kind kind() {
    return kind;
  }

  public String type() {
    return type;
  }

  public String clause() {
    return clause;
  }

  public List<Field> fields() {
    return fields == null ? List.of() : fields;
  }
}
