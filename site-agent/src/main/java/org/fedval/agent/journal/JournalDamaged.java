package org.fedval.agent.journal;

import java.io.IOException;

/** The records of a session are not what this site wrote; one sentence for its operator. */
public final class JournalDamaged extends IOException {
  private static final long serialVersionUID = 1;

  public JournalDamaged(String sentence) {
    super(sentence);
  }
}
