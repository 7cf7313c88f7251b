package org.fedval.deploy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.fedval.cli.FedvalMain;

/** One run of the command in this process, with what it printed. */
record Fedval(int exit, String out, String err) {
  static Fedval run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf(args[i]);
    }
    int exit = FedvalMain.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Fedval(exit, out.toString(), err.toString());
  }
}
