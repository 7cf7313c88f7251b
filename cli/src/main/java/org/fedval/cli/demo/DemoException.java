package org.fedval.cli.demo;

/** The demo cannot go on; the message is one sentence for the person at the terminal. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DemoException(String sentence) {
    super(sentence);
  }
}
