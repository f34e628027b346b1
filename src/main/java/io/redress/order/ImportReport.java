package io.redress.order;

import java.util.List;

/**
 * What an import did; {@code total = added + changed + unchanged + refused}, blank rows count nowhere.
 *
 * @param refusals the refused rows in the file's order, at most {@link #MOST_REFUSALS}; {@code refused} counts all of them
 */
public record ImportReport(int total, int added, int changed, int unchanged, int refused, List<Refusal> refusals) {

  /** More than anybody reads: the file as a whole is wrong then. */
  public static final int MOST_REFUSALS = 10_000;

  /** @param row as a spreadsheet counts it, the header row included; column as the export names it */
  public record Refusal(int row, String column, String reason) {}
}
