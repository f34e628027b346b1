/**
 * The service desk: a buyer complains about an order, with or without a case, about anything; the desk accepts, investigates and judges
 * within 5 working days (CD-01 … CD-07). For an upheld complaint the platform pays first and takes it back from the deposit of
 * whoever is liable.
 *
 * <p>How a complaint goes is drawn in {@code complaint.bpmn}; {@link io.redress.complaint.ComplaintProcess} is the seam to it. Steps and
 * timeline are those of the cases' room, under the complaint's own number.
 */
package io.redress.complaint;
