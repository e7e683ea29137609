namespace OptimizerDsl.Generators.Tests;

using OptimizerDsl.Generators.Ir;

/// <summary>Passes on IR text.</summary>
internal static class PassText
{
    /// <summary>What a pass makes of a method, verified before and after.</summary>
    public static string Run(Func<Method, Method> pass, string text) =>
        IrWriter.Write(Verifier.Verify(pass(Read(text)), "the pass"));

    /// <summary>What a pass makes of one expression, in a method with a little of everything to refer to.</summary>
    public static string RunOn(Func<Method, Method> pass, string expression)
    {
        string text = $$"""
            (method M ((in real g) (in real h) (in double x) (in double y) (in long n) (in bool b) (in mask k))
              (out return {{expression}}))
            """;
        return IrWriter.Write(Verifier.Verify(pass(Read(text)), "the pass").Outputs[0].Value);
    }

    public static Method Read(string text) => Verifier.Verify(IrReader.ReadMethod(text), "reading");
}
