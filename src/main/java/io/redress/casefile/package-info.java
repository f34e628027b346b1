/**
 * The case: who may apply for what and until when, where the case stands, whose turn it is, and what has happened.
 *
 * <p>Where a case goes next is drawn in the diagrams; {@link io.redress.casefile.CaseProcess} is the seam to them.
 */
package io.redress.casefile;
