package org.fedval.agent.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a person asks the agent about one study.
 *
 * @param study the study's id or the 64 digits of its digest
 * @param as the person's name; empty where nothing is decided
 * @param words a note or a reason; may be empty
 * @param option whether the request's one option is set: {@code --release}, {@code --numbers}
 */
public record DecisionRequest(String study, String as, String words, boolean option) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line for the socket. */
  public String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A request of texts is always JSON.", e);
    }
  }

  /** Reads a line; throws {@link IllegalArgumentException} when it is none. */
  public static DecisionRequest parse(String line) {
    try {
      DecisionRequest request = JSON.readValue(line, DecisionRequest.class);
      if (request.study == null || request.as == null || request.words == null) {
        throw new IllegalArgumentException("The request is incomplete.");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The request cannot be read.", e);
    }
  }
}
