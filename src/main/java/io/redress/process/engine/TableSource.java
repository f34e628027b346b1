package io.redress.process.engine;

import java.io.InputStream;

/** Where decision tables come from. */
interface TableSource {

  /** Names the version of the table that holds now. @throws IllegalStateException when there is none */
  String latestVersion(String decision);

  /** The table's DMN file; what a version says never changes. */
  InputStream read(String version);
}
