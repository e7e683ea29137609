namespace Digits;

/// <summary>How the optimizer's state is stored between steps; each is another recipe, since a recipe is compiled.</summary>
internal enum StateFormat
{
    Full,
    BFloat16,
    Stochastic,
    Block8,
}
