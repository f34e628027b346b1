package io.redress.bench;

/** One refund-only case after another: opened, agreed to by the merchant, and paid by the job that this leaves. */
interface RefundCases extends AutoCloseable {

  /** Provides what so many more cases need; not measured. */
  void prepare(int cases);

  /** Opens the case with this number; answers what {@link #agree} wants to know. */
  Opened open(int number);

  void agree(Opened opened);

  /** Runs the job that pays. */
  void pay(Opened opened);

  /** @throws IllegalStateException when not exactly so many cases have ended refunded */
  void check(int cases);

  CountedStatements statements();

  @Override
  void close();

  /** Both as the engine's work list names them. */
  record Opened(String caseId, String processInstanceId, String merchantId) {}
}
