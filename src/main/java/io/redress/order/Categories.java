package io.redress.order;

import java.util.List;

/** What kind of goods an item is, as a kebab-case code, and which rules hold for it. */
public interface Categories {

  /** The code for the export's columns 商品一级类目 … 商品四级类目, outermost first; blanks where a level is missing. Never null. */
  String codeFor(List<String> levels);

  boolean isKnown(String code);

  /** Special goods are not sent back at the buyer's wish (GN-03, GN-04). */
  boolean isSpecial(String code);

  /** Whether a shipped item of this category may be repaired (RP-02, RP-03). */
  boolean isRepairable(String code);

  /** Whether the platform may order that such goods go back; live animals do so only then (20.15). */
  boolean isReturnedIfOrdered(String code);
}
