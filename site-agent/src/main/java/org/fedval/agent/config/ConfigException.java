package org.fedval.agent.config;

/** A configuration that the agent refuses; the message is one sentence for its operator. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigException(String sentence) {
    super(sentence);
  }
}
