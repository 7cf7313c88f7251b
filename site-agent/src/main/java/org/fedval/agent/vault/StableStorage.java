package org.fedval.agent.vault;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes that are on the disk when the call returns. Whatever is sent after a call may depend on
 * it. Every write is private to the agent's user.
 */
public interface StableStorage {
  /** Replaces a file whole: after a crash it is the old one or the new one. */
  void replace(Path file, byte[] bytes) throws IOException;

  /** Appends to a file that exists; after a crash a part of the bytes may be there. */
  void append(Path file, byte[] bytes) throws IOException;

  /** Cuts a file to a length. */
  void truncate(Path file, long length) throws IOException;

  /** Overwrites a file with zeros and removes it; one that does not exist is no error. */
  void erase(Path file) throws IOException;
}
