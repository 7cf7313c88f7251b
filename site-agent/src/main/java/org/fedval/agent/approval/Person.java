package org.fedval.agent.approval;

/**
 * Who decides. The name is a claim of whoever can reach the agent's local socket; the account is
 * what the operating system says of that connection.
 *
 * @param name as given, 1 to 64 letters, digits and {@code . _ - @}
 * @param account user name at the other end of the socket; {@link #UNKNOWN} where the system does
 *     not tell
 */
public record Person(String name, String account) {
  public static final String UNKNOWN = "unknown";

  public Person {
    if (name == null || !name.matches("[\\p{L}\\p{N}._@-]{1,64}")) {
      throw new IllegalArgumentException(
          "--as must be a name of 1 to 64 letters, digits and . _ - @.");
    }
  }
}
