package io.redress;

/**
 * A case's number as buyers, merchants and agents read it; the business key of everything that runs for the case. A complaint has such a
 * number too, for its steps, its timeline and its money; the first letter tells them apart.
 */
public record CaseId(String value) {

  public CaseId {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("a case needs an id");
    }
  }

  /**
   * A number that somebody gave.
   *
   * @throws Refused nothing has a blank one
   */
  public static CaseId of(String value) {
    if (value != null && value.isBlank()) {
      throw Refused.notFound("case", value);
    }
    return new CaseId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
