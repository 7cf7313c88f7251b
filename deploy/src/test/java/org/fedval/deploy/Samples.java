package org.fedval.deploy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.fedval.cli.demo.DemoModel;

/** The files that come with the program. */
final class Samples {
  private Samples() {}

  /** One of the demo's own files. */
  static byte[] demo(String name) throws IOException {
    try (InputStream in = DemoModel.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }
}
