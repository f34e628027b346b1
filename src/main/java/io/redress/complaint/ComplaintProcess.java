package io.redress.complaint;

/** The conductor of a complaint. The call takes part in the caller's transaction. */
public interface ComplaintProcess {

  /** Starts the flow of a complaint up to the desk's first step. */
  void start(Complaint opened);
}
