package org.fedval.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.inference.OnnxModelCheck;
import org.fedval.cli.demo.synthetic.SyntheticHospitals;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecException;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.study.StudyYaml;

/** Everything the demo starts from, checked before anything is started. */
@SuppressWarnings("ArrayRecordComponent")
record DemoInputs(ModelSpec draft, byte[] onnx, byte[] planYaml, StudyDocument plan) {
  private static final int MAX_PLAN_BYTES = 256 * 1024;

  static DemoInputs of(DemoOptions options)
      throws CliException, IOException, ModelSpecException, StudyPlanException {
    Path spec = options.modelSpec();
    ModelSpec draft =
        spec == null
            ? ModelSpecReader.read("model-spec.yaml", resource("/demo/model-spec.yaml"))
            : ModelSpecReader.read(
                String.valueOf(spec.getFileName()),
                InputFile.read(spec, ModelSpecReader.MAX_BYTES));
    byte[] onnx =
        options.model() == null
            ? DemoModel.build()
            : InputFile.read(options.model(), OnnxModelCheck.MAX_BYTES);
    Path study = options.study();
    byte[] yaml =
        study == null ? resource("/demo/study.yaml") : InputFile.read(study, MAX_PLAN_BYTES);
    String name = study == null ? "study.yaml" : String.valueOf(study.getFileName());
    return new DemoInputs(draft, onnx, yaml, StudyYaml.parse(yaml, name));
  }

  /** The hospitals, with the labels of given ones read once so that a fault shows at once. */
  List<DemoSite> hospitals(DemoOptions options, DemoFolders folders)
      throws IOException, LabelsException {
    if (options.data() == null) {
      Path root = folders.syntheticData();
      SyntheticHospitals.write(root, options.sites(), options.seed());
      List<DemoSite> sites = new ArrayList<>();
      for (int i = 1; i <= options.sites(); i++) {
        sites.add(new DemoSite("site-" + i, root.resolve("site-" + i)));
      }
      return sites;
    }
    List<DemoSite> sites = DemoSite.under(options.data());
    for (DemoSite site : sites) {
      ReferenceStandard.read(site.data().resolve("labels.csv"), plan.findings());
    }
    return sites;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DemoInputs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The demo's own files are missing from the program.");
      }
      return in.readAllBytes();
    }
  }
}
