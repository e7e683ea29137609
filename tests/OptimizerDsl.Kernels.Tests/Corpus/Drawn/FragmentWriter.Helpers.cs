using System.Globalization;

namespace OptimizerDsl.Kernels.Tests.Corpus.Drawn;

// What the method of the fragment calls: a computed property, functions of uniforms and of Reals, with out and with ref.
internal sealed partial class FragmentWriter
{
    private string Property()
    {
        (_, Scope scope, ExpressionWriter expressions) = New("", "");
        scope.IsHelper = true;
        AddHypers(scope);
        string property = $"    private double {Derived} => {expressions.Double(2)};\n\n";
        _hasDerived = true;
        return property;
    }

    private string DoubleHelper()
    {
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New("", "", isHelper: true);
        body.Reserve("a");
        body.Reserve("n");
        scope.Add("a", Kind.Double);
        scope.Add("n", Kind.Long);
        AddHypers(scope);
        body.Line($"if ({expressions.Bool(2)}) a = {expressions.Double(2)};");
        if (tape.Percent(50)) body.Line($"if ({expressions.Bool(1)}) return {expressions.Double(1)};");
        body.Line($"return {expressions.Double(2)};");
        _doubleHelpers.Add("Blend({0}, {1})");
        return Method("private double Blend(double a, long n)", body.Text);
    }

    private string OutHelper()
    {
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New("", "", isHelper: true);
        body.Reserve("x");
        body.Reserve("y");
        scope.Add("x", Kind.Real);
        AddHypers(scope);
        body.Line($"y = {expressions.Real(2)};");
        scope.Add("y", Kind.Real);
        body.Statements(1 + tape.Below(3));
        _outHelpers.Add("Split({0}, out Real {1});");
        return Method("private void Split(Real x, out Real y)", body.Text);
    }

    private string Helper(int index)
    {
        string helper = "Helper" + index.ToString(CultureInfo.InvariantCulture);
        bool returns = tape.Percent(50);
        (StatementWriter body, Scope scope, ExpressionWriter expressions) = New("y", "n", isHelper: true);
        foreach (string parameter in (string[])["x", "y"])
        {
            body.Reserve(parameter);
            scope.Add(parameter, Kind.Real);
        }

        body.Reserve("n");
        scope.Add("n", Kind.Long);
        AddHypers(scope);
        body.Returned = returns ? " x" : "";
        body.Statements(1 + tape.Below(4));
        if (returns)
        {
            // What is returned is often what another helper returned, which may have had conditions of its own.
            string result = expressions.RealHelpers.Count > 0 && tape.Percent(40)
                ? tape.Pick(expressions.RealHelpers.ToArray()).Replace("{0}", expressions.Real(1), StringComparison.Ordinal)
                : expressions.Real(2);
            body.Line($"return {result};");
            _realHelpers.Add($"{helper}({{0}}, {{other}}, {{count}})");
            return Method($"private Real {helper}(Real x, Real y, long n)", body.Text);
        }

        body.Line($"x += {expressions.Real(2)};");
        _voidHelpers.Add($"{helper}(ref {{0}}, {{1}}, {{count}});");
        return Method($"private void {helper}(ref Real x, Real y, long n)", body.Text);
    }
}
