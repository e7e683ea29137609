using System.Numerics;
using OptimizerDsl.Runtime;

namespace OptimizerDsl.Tests;

/// <summary>A model of some shapes, stepped by an engine and by the scalar reference with the same data.</summary>
internal sealed record Scenario(int[][] Shapes, string[] Names, int Steps)
{
    /// <summary>Steps an engine.</summary>
    /// <returns>Values and the first state of each tensor.</returns>
    internal (T[][] Values, T[][] States) RunEngine<T>(Func<ParameterSet, StepEngine<T>> make, int threads, Func<int, bool> attach, Func<int, string?> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ParameterSet set = Set<T>(attach);
        StepEngine<T> engine = make(set).On(threads);
        for (int step = 0; step < Steps; step++)
        {
            foreach (Parameter parameter in set)
            {
                Numbers.Fill(parameter.GradientsAs<T>(), 1000 * step + parameter.Index);
            }

            Assert.True(engine.Step(1).Applied);
        }

        return ([.. set.Select(p => p.ValuesAs<T>().ToArray())], [.. set.Select(p => state(p.Index) is { } name ? engine.State<T>(p, name).ToArray() : [])]);
    }

    /// <summary>Steps the reference.</summary>
    internal (double[][] Values, double[][] States) RunReference<T>(IEnumerable<Attribute> attributes, string state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ParameterSet set = Set<T>(_ => false);
        var reference = new ScalarReference(attributes, set);
        double[][] values = [.. set.Select(p => Numbers.Make<double>(p.Length, p.Index))];
        for (int step = 0; step < Steps; step++)
        {
            Assert.True(reference.Step(values, [.. set.Select(p => Numbers.Make<double>(p.Length, 1000 * step + p.Index))]).Applied);
        }

        return (values, reference.State[state]);
    }

    internal ParameterSet Set<T>(Func<int, bool> attach)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var set = new ParameterSet(typeof(T) == typeof(float) ? ElementType.Single : ElementType.Double);
        for (int i = 0; i < Shapes.Length; i++)
        {
            int length = Shapes[i].Aggregate(1, (product, dimension) => product * dimension);
            if (attach(i))
            {
                set.Attach<T>(Names[i], new T[length + 1].AsMemory(1), new T[length + 1].AsMemory(1), Shapes[i].Length == 0 ? [1] : Shapes[i]);
            }
            else
            {
                set.Add(Names[i], Shapes[i]);
            }

            Numbers.Fill(set[i].ValuesAs<T>(), i);
        }

        return set;
    }
}
