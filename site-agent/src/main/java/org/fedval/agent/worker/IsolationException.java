package org.fedval.agent.worker;

import java.nio.file.Path;
import java.util.List;

/** The isolation that the site asks for is not possible here; a weaker one is never taken. */
public final class IsolationException extends Exception {
  private static final long serialVersionUID = 1L;

  private IsolationException(String sentence) {
    super(sentence);
  }

  static IsolationException noSandbox(List<String> tools) {
    return new IsolationException(
        tools.isEmpty()
            ? "isolation: sandbox needs bwrap or unshare, and neither is in /usr/bin; install"
                + " bubblewrap (Debian: apt-get install bubblewrap), or write isolation: process."
            : "isolation: sandbox is not possible here, because "
                + String.join(" and ", tools)
                + " may not make namespaces; allow user namespaces to this user (in a container:"
                + " its seccomp profile), or write isolation: process.");
  }

  static IsolationException visible(Path folder) {
    return new IsolationException(
        "isolation: sandbox is not possible while "
            + folder
            + " lies in a folder of programs that a worker must see; move it elsewhere.");
  }

  static IsolationException noProcess() {
    return new IsolationException(
        "The inference worker does not start: check free memory and that the temporary folder is"
            + " writable, and that FEDVAL_JAVA_OPTS has options of this JDK only.");
  }
}
